# syntax=docker/dockerfile:1
# The service in one image: runs as an ordinary user, on a read-only root, writes only under /data.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1
WORKDIR /build
RUN python -m venv /opt/sangsaeng
COPY requirements-runtime.lock ./
RUN /opt/sangsaeng/bin/pip install --require-hashes --no-deps -r requirements-runtime.lock
COPY pyproject.toml README.md LICENSE ./
COPY app ./app
RUN /opt/sangsaeng/bin/pip install --no-index --no-deps --no-build-isolation . \
    && /opt/sangsaeng/bin/python -m compileall -q /opt/sangsaeng/lib

FROM python:3.13-slim
RUN useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin sangsaeng \
    && install -d -o sangsaeng -g sangsaeng -m 0750 /data
COPY --from=build /opt/sangsaeng /opt/sangsaeng
ENV PATH=/opt/sangsaeng/bin:$PATH \
    SANGSAENG_DATA_FOLDER=/data \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
VOLUME ["/data", "/tmp"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["sangsaeng"]
CMD ["serve", "--host", "0.0.0.0"]
