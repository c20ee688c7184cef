# The app alone; compose.yaml puts a Neo4j beside it.
FROM python:3.11-slim
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home intreccio && install -d -o intreccio /home/intreccio/app
WORKDIR /home/intreccio/app
COPY --chown=intreccio . .
USER intreccio
RUN make setup
# On an address that is not this machine's own, the app shows the public view, read-only.
ENV ADDRESS=0.0.0.0 PORT=8501
EXPOSE 8501
CMD ["make", "run"]
