# One image for web, worker and housekeeping: Debian's Pango and fonts, locked packages, no compiler, no root.
# syntax=docker/dockerfile:1

FROM python:3.13-slim-trixie AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt /opt/requirements.txt
RUN /opt/venv/bin/pip install --quiet --require-hashes --no-deps -r /opt/requirements.txt \
    && /opt/venv/bin/python -m compileall -q /opt/venv/lib

FROM python:3.13-slim-trixie
# postgresql-client brings pg_dump and pg_restore for backup and restore.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-inter fonts-crosextra-caladea \
        fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 runrate \
    && useradd --system --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin runrate \
    && install -d -o runrate -g runrate -m 0750 /data
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_CACHE_HOME=/tmp \
    RUNRATE_DATA_DIR=/data \
    RUNRATE_STATIC_ROOT=/srv/static \
    RUNRATE_BIND=0.0.0.0:8000
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/runrate
COPY manage.py ./
COPY assessment assessment
COPY calculator calculator
COPY runrate runrate
COPY templates templates
COPY static static
# The base image comes without bytecode, and no process here may write any: a start would take twice as long.
# The key serves this one command, which signs nothing.
RUN python -m compileall -q /usr/local/lib/python3.13 assessment calculator runrate \
    && RUNRATE_SECRET_KEY=only-while-building-the-image python manage.py collectstatic --noinput --verbosity 0
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["gunicorn", "-c", "runrate/deploy/gunicorn.py"]
