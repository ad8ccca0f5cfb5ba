"""Readers' records → rows. An importer knows no format; it can run twice, and the second run changes nothing."""
