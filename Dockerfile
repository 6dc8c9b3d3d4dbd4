# The portal as a server image: one image for web, workers, scheduler and migrations (docker-compose.yml).
# BASE may be any Debian 12: where no registry is reachable, a base made by debootstrap does as well.
ARG BASE=debian:12-slim

# hadolint ignore=DL3006
FROM ${BASE} AS base
ENV LANG=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Python to run, Pango to draw PDF pages. Versions come from the base's own release.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 python3 \
    && rm -rf /var/lib/apt/lists/*

FROM base AS packages
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/portal.txt /tmp/portal.txt
RUN python3 -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /tmp/portal.txt

FROM base
RUN useradd --system --uid 10001 --home-dir /srv/portal --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal /srv/media
ENV PATH=/opt/venv/bin:$PATH MEDIA_DIR=/srv/media DJANGO_SETTINGS_MODULE=nfp_portal.settings \
    FONTCONFIG_FILE=/srv/portal/bin/server/fonts.conf
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/portal
COPY . .
# Settings for this one step only: it reads no database and keeps no secret.
RUN SITE_URL=https://build.invalid SECRET_KEY=0123456789-0123456789-0123456789-0123456789-0123456789 \
    DATABASE_URL=postgresql:///none REDIS_URL=redis://none EMAIL_URL=smtp://none \
    python3 manage.py collectstatic --noinput
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python3", "bin/server/healthy.py"]
CMD ["gunicorn", "nfp_portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--preload", \
    "--timeout", "60", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
