# The site as one image: web, worker, beat and migrate differ by their command only.
# PostgreSQL and Valkey are services of docker-compose.yml; the embedded ones of `dev.py up` are not used.
FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --only-binary=:all: --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin jobboard
COPY --from=packages /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 JOBBOARD_VAR=/app/var
WORKDIR /app
COPY . .
# The values are only for this step: no setting is baked into the image.
RUN mkdir var && chown jobboard var \
 && SECRET_KEY=only-for-this-step ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgres://nobody@/none REDIS_URL=redis://none:6379 \
    python manage.py collectstatic --noinput --verbosity 0
USER jobboard
EXPOSE 8000
CMD ["gunicorn", "jobboard.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket", "--access-logfile", "-"]
