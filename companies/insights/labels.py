"""Names of job fields for people."""

from companies.occupations.fields import labels

JOB_FIELDS: list[tuple[str, str]] = list(labels().items())


def field_name(job_field: str) -> str:
    """The name of a job field id; an id that is no longer in the table is shown as it stands."""
    return labels().get(job_field, job_field)
