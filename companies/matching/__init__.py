"""Which legal names are one company: sure rules link, everything less sure is only suggested.

`values` says what is known of a name, `rules` are A0–A7, `sisters` A8, `never` the guards that stand above every rule.
`cluster` applies them to a whole registry, `suggest` ranks what is left for a curator, `files` reads and
writes CSV. All of these are pure.
"""
