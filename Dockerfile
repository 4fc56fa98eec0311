# The services of docker-compose.yml. Build the project first: bin/faultline --version
FROM eclipse-temurin:17-jre
WORKDIR /opt/faultline
COPY cli/target/faultline/lib lib
COPY local/npm/node_modules/@ip-location-db/asn asn
COPY local/npm/node_modules/@ip-location-db/geo-whois-asn-country country
ENV FAULTLINE_ASN_FOLDER=/opt/faultline/asn
ENV FAULTLINE_COUNTRY_FILES=/opt/faultline/country/geo-whois-asn-country-ipv4.csv,/opt/faultline/country/geo-whois-asn-country-ipv6.csv
RUN mkdir -p /var/lib/faultline && chown 10001 /var/lib/faultline
USER 10001
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-Xmx768m", "-XX:+ExitOnOutOfMemoryError", "-cp", "lib/*", "dev.faultline.cli.Main"]
