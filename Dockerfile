# syntax=docker/dockerfile:1
# Two stages: the first has pip and installs the locked packages, the second has only what runs.

FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /opt/venv
COPY requirements/run.lock requirements/run.lock
RUN /opt/venv/bin/pip install --require-hashes --requirement requirements/run.lock
COPY . .
RUN /opt/venv/bin/pip install --no-deps --no-build-isolation --editable . \
    # The invented extracts are part of the image, so that its file system can be read-only.
    && /opt/venv/bin/python -c "from pathlib import Path; from etl.demonstration.generator import generate; generate(Path('data/demonstration/generated'))"

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OUTCOMES_WAREHOUSE=/warehouse/loaded \
    OUTCOMES_DEMONSTRATION_WAREHOUSE=/warehouse/demonstration
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin outcomes \
    && install --directory --owner outcomes --group outcomes /warehouse /warehouse/loaded /warehouse/demonstration /inbox
COPY --from=packages /opt/venv /opt/venv
COPY --from=packages /app /app
WORKDIR /app
USER 10001
VOLUME ["/warehouse"]
EXPOSE 8050
# The first start builds the demonstration warehouse; until then the check may fail without harm.
HEALTHCHECK --interval=30s --timeout=5s --start-period=180s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8050/healthz', timeout=4)"]
CMD ["outcomes", "serve", "--host", "0.0.0.0", "--port", "8050"]
