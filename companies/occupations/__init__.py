"""What a job is: SOC 2018 code and job field, from a title and the code an employer filed for it. Pure functions."""

from companies.occupations.classifying import (
    CONFIDENT,
    FIELD_AT_LEAST,
    NOTHING_KNOWN,
    Classification,
    Lookup,
    Override,
    classify,
)

__all__ = ["CONFIDENT", "FIELD_AT_LEAST", "NOTHING_KNOWN", "Classification", "Lookup", "Override", "classify"]
