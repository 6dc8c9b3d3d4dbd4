# The portal as a server image: one image for web, workers, scheduler, migrations and backups (docker-compose.yml).
# BASE may be any Debian 13: where no registry is reachable, a base made by debootstrap does as well.
ARG BASE=debian:13-slim

# hadolint ignore=DL3006
FROM ${BASE} AS base
ENV LANG=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Python to run, Pango to draw PDF pages, certificate authorities to know the mail relay by. The Postgres client
# writes and restores backups: its major version is the database's in docker-compose.yml.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 postgresql-client-17 python3 \
    && rm -rf /var/lib/apt/lists/*

FROM base AS packages
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/portal.txt /tmp/portal.txt
RUN python3 -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /tmp/portal.txt

FROM base AS code
ENV PATH=/opt/venv/bin:$PATH STATIC_MANIFEST=1
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/portal
COPY . .
# Settings for this one step only: it reads no database and keeps no secret. The modes are set whatever the umask
# of the checkout was.
RUN SITE_URL=https://build.invalid SECRET_KEY=0123456789-0123456789-0123456789-0123456789-0123456789 \
    DATABASE_URL=postgresql:///none REDIS_URL=redis://none EMAIL_URL=smtp://none MEDIA_DIR=/srv/media \
    python3 manage.py collectstatic --noinput \
    && chmod -R u=rwX,go=rX /srv/portal

FROM base
RUN useradd --system --uid 10001 --home-dir /srv/portal --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal /srv/media
ENV PATH=/opt/venv/bin:$PATH MEDIA_DIR=/srv/media DJANGO_SETTINGS_MODULE=nfp_portal.settings STATIC_MANIFEST=1 \
    FONTCONFIG_FILE=/srv/portal/bin/server/fonts.conf
COPY --from=packages /opt/venv /opt/venv
COPY --from=code /srv/portal /srv/portal
WORKDIR /srv/portal
USER 10001
RUN ["python3", "bin/server/check_image.py"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=20s --start-period=60s \
    CMD ["python3", "bin/server/healthy.py"]
# Threads, so that a slow request holds up no other; the proxy keeps idle connections for two minutes.
CMD ["gunicorn", "nfp_portal.wsgi", "--bind", "0.0.0.0:8000", "--preload", \
    "--workers", "3", "--worker-class", "gthread", "--threads", "8", "--keep-alive", "130", \
    "--timeout", "60", "--graceful-timeout", "15", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
