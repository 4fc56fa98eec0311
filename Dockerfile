# The services of docker-compose.yml. Build the project first: bin/faultline --version
#   docker build -t faultline .
#   docker build -t faultline-snapshots --target snapshots .
# Libraries change rarely, so they are a layer of their own below Faultline's jars.
FROM eclipse-temurin:17-jre AS jars
COPY cli/target/faultline/lib /libraries
RUN mkdir /faultline; cd /libraries; \
  for module in api cli ingest local notify providers registry-client schemas service snapshot sql streams web; do \
    for jar in "$module"-*.jar; do if [ -e "$jar" ]; then mv "$jar" /faultline/; fi; done; \
  done

FROM eclipse-temurin:17-jre AS service
WORKDIR /opt/faultline
RUN mkdir -p /var/lib/faultline && chown 10001 /var/lib/faultline
COPY local/npm/node_modules/@ip-location-db/asn/asn-ipv4.csv local/npm/node_modules/@ip-location-db/asn/asn-ipv6.csv local/npm/node_modules/@ip-location-db/asn/*LICENSE asn/
COPY local/npm/node_modules/@ip-location-db/geo-whois-asn-country/geo-whois-asn-country-ipv4.csv \
  local/npm/node_modules/@ip-location-db/geo-whois-asn-country/geo-whois-asn-country-ipv6.csv \
  local/npm/node_modules/@ip-location-db/geo-whois-asn-country/*LICENSE country/
COPY cli/services.jvm ./
COPY --from=jars /libraries libraries
COPY --from=jars /faultline lib
ENV FAULTLINE_ASN_FOLDER=/opt/faultline/asn \
  FAULTLINE_COUNTRY_FILES=/opt/faultline/country/geo-whois-asn-country-ipv4.csv,/opt/faultline/country/geo-whois-asn-country-ipv6.csv
# numbers, so that Kubernetes sees that it is not root
USER 10001:10001
# the heap is a share of the container's memory; JDK_JAVA_OPTIONS says otherwise
ENTRYPOINT ["java", "@/opt/faultline/services.jvm", "-XX:MaxRAMPercentage=60", "-cp", "/opt/faultline/lib/*:/opt/faultline/libraries/*", "dev.faultline.cli.Main"]

# Snapshots are written by an engine of their own (docs/adr/0043), whose library the others do not
# carry: it has half a gigabyte.
FROM service AS snapshots
USER root
RUN mkdir -p /var/lib/faultline/snapshots /var/lib/faultline/scratch local/npm && \
  echo '{}' >local/npm/package.json && chown -R 10001 /var/lib/faultline
COPY local/npm/node_modules/@chdb engine
ENV FAULTLINE_HOME=/opt/faultline FAULTLINE_LIBCHDB=/opt/faultline/engine/libchdb.so \
  FAULTLINE_SNAPSHOTS_DIR=/var/lib/faultline/snapshots
RUN cd engine && ln -s lib-linux-*/libchdb.so libchdb.so && test -r libchdb.so
USER 10001:10001
# scratch data may be larger than memory, which /tmp is
ENTRYPOINT ["java", "@/opt/faultline/services.jvm", "-XX:MaxRAMPercentage=30", "-Djava.io.tmpdir=/var/lib/faultline/scratch", "-cp", "/opt/faultline/lib/*:/opt/faultline/libraries/*", "dev.faultline.cli.Main"]

# the one that is built if none is named
FROM service
