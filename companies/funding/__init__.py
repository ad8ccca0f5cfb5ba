"""Rounds as several sources state them → deals, stage, totals and key investors. Pure: no database, no clock.

Every figure comes with the sentence that says how it was made; pages show both.
"""
