"""Names of job fields for people."""

JOB_FIELDS: list[tuple[str, str]] = []


def field_name(job_field: str) -> str:
    """The name of a job field id."""
    return dict(JOB_FIELDS).get(job_field) or job_field.replace("-", " ").capitalize()
