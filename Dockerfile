# Trazo in a container: no TensorFlow, no compiler, no shell needed, nothing written to disk.
# docs/hosting.md says how to run it with a read-only file system.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements.txt hosting/slim.py ./
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --no-compile --disable-pip-version-check -r requirements.txt \
 && .venv/bin/python slim.py

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin trazo
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY gunicorn.conf.py ./
COPY webapp webapp
COPY templates templates
COPY static static
COPY saved_models saved_models
# The only writable place of a read-only container is its shared memory.
ENV PATH=/app/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 TMPDIR=/dev/shm PORT=8000
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["python", "-m", "webapp.observability.probe"]
CMD ["gunicorn", "--config", "gunicorn.conf.py", "webapp:create_app()"]
