package dev.faultline.bench.ingest;

import java.util.List;

/** A made recording in each format. */
final class Recordings {

  private Recordings() {}

  static List<Recording> all() {
    return List.of(
        Recording.array(
            "akash-providers-json",
            "{\"owner\":\"akash1%1$038d\",\"hostUri\":\"https://provider.example.com:8443\",\"ip\":\"95.216.1.1\",\"ipRegion\":\"Uusimaa\",\"ipCountryCode\":\"FI\",\"isOnline\":true,\"organization\":\"Example\",\"hostingProvider\":\"Hetzner\",\"uptime1d\":1,\"uptime7d\":0.99,\"uptime30d\":0.98,\"stats\":{\"cpu\":{\"active\":4000,\"available\":12000,\"pending\":0,\"total\":16000},\"gpu\":{\"active\":2,\"available\":6,\"pending\":0,\"total\":8},\"memory\":{\"active\":1,\"available\":2,\"pending\":0,\"total\":3}}}"),
        new Recording(
            "ario-gateways-json",
            "{\"items\":[",
            "{\"gatewayAddress\":\"%1$043d\",\"operatorStake\":250000000000,\"totalDelegatedStake\":0,\"status\":\"joined\",\"settings\":{\"fqdn\":\"ar.example.com\",\"port\":443,\"protocol\":\"https\",\"label\":\"Example\"},\"stats\":{\"failedConsecutiveEpochs\":0,\"passedEpochCount\":200}}",
            ",\n",
            "],\"hasMore\":false}"),
        Recording.lines(
            "armiarma-csv",
            "ip,country,country_code,city,region_name,lat,lon,isp,org,as_raw,asname,hosting,proxy,mobile\n",
            "2a01:4f9::%2$x:%3$x,Finland,FI,Helsinki,Uusimaa,60.17,24.93,Hetzner Online GmbH,Hetzner,AS24940 Hetzner Online GmbH,HETZNER-AS,t,f,f"),
        Recording.array("arweave-peers-json", "\"[2a01:4f9::%2$x:%3$x]:1984\""),
        new Recording(
            "beacon-peers-json",
            "{\"data\":[",
            "{\"peer_id\":\"16Uiu2HAm%1$044d\",\"enr\":\"enr:-x\",\"last_seen_p2p_address\":\"/ip4/7.7.7.7/tcp/4242\",\"state\":\"connected\",\"direction\":\"inbound\"}",
            ",\n",
            "],\"meta\":{\"count\":1}}"),
        Recording.lines(
            "bitnodes-csv",
            "\"\",\"node_id\",\"protocol\",\"user_agent\",\"connected_since\",\"services\",\"height\",\"hostname\",\"city\",\"country_code\",\"latitude\",\"longitude\",\"timezone\",\"asn\",\"organization_name\"\n",
            "\"%1$d\",\"5.9.0.49:%1$d\",\"70016\",\"/Satoshi:24.0.1/\",\"1684328018\",\"1033\",\"795932\",\"static.example.de\",NA,\"FI\",60.1717,24.9349,\"Europe/Helsinki\",\"AS24940\",\"Hetzner Online GmbH\""),
        new Recording(
            "bitnodes-json",
            "{\"timestamp\":1687730000,\"total_nodes\":1,\"latest_height\":795932,\"nodes\":{",
            "\"5.9.0.49:%1$d\":[70016,\"/Satoshi:24.0.1/\",1684328018,1033,795932,\"static.example.de\",\"Helsinki\",\"FI\",60.1717,24.9349,\"Europe/Helsinki\",\"AS24940\",\"Hetzner Online GmbH\"]",
            ",\n",
            "}}"),
        new Recording(
            "filrep-json",
            "{\"miners\":[",
            "{\"id\":%1$d,\"address\":\"f0%1$d\",\"status\":true,\"reachability\":\"reachable\",\"uptimeAverage\":0.99,\"price\":\"0\",\"rawPower\":\"10995116277760\",\"qualityAdjPower\":\"109951162777600\",\"isoCode\":\"DE\",\"region\":\"Europe\",\"score\":\"98\"}",
            ",\n",
            "],\"pagination\":{\"total\":1}}"),
        Recording.lines(
            "lotus-power-json",
            "",
            "{\"miner\":\"f0%1$d\",\"power\":{\"MinerPower\":{\"RawBytePower\":\"10995116277760\",\"QualityAdjPower\":\"109951162777600\"},\"TotalPower\":{\"RawBytePower\":\"1\",\"QualityAdjPower\":\"1\"},\"HasMinPower\":true},\"info\":{\"Owner\":\"f0100\",\"PeerId\":\"12D3KooWA\",\"Multiaddrs\":[\"BF/YAQEGH0A=\"],\"SectorSize\":34359738368}}"),
        Recording.lines(
            "nebula-ndjson",
            "",
            "{\"PeerID\":\"16Uiu2HAm%1$044d\",\"Maddrs\":[\"/ip4/127.0.0.1/tcp/9000\",\"/ip4/7.7.7.7/tcp/4242\"],\"Protocols\":[\"/eth2/a\"],\"AgentVersion\":\"Lighthouse/v3.1.2/aarch64-macos\",\"VisitStartedAt\":\"2025-10-20T06:00:00.123Z\",\"VisitEndedAt\":\"2025-10-20T06:00:01Z\",\"ConnectErrorStr\":\"\",\"CrawlErrorStr\":\"\"}"),
        Recording.lines(
            "observations-json",
            "",
            "{\"network\":\"solana\",\"layer\":\"consensus\",\"node_id\":\"%1$044d\",\"observed_at\":\"2025-10-20T00:57:00Z\",\"status\":\"up\",\"ip\":\"212.83.42.40\",\"asn\":47447,\"provider\":null,\"region\":null,\"country\":\"DE\",\"operator\":\"BlueLotus\",\"client\":\"agave\",\"client_version\":\"2.3.8\",\"hosting\":null,\"weight\":247041597902291}"),
        Recording.lines(
            "solana-geo-csv",
            "observed_at,node_pubkey,ip,country,asn,active_stake_lamports,version\n",
            "2025-09-20T00:49:17+00:00,%1$044d,212.83.42.40,DE,AS47447,222333124636572,2.3.8"),
        new Recording(
            "solana-validators-json",
            "{\"totalActiveStake\":1,\"validators\":[",
            "{\"identityPubkey\":\"%1$044d\",\"voteAccountPubkey\":\"%1$044d\",\"commission\":5,\"lastVote\":1,\"rootSlot\":1,\"credits\":1,\"epochCredits\":1,\"activatedStake\":222333124636572,\"version\":\"2.3.8\",\"delinquent\":false,\"skipRate\":0.0}",
            ",\n",
            "],\"stakeByVersion\":{}}"),
        Recording.array(
            "validators-app-json",
            "{\"network\":\"mainnet\",\"account\":\"%1$044d\",\"name\":\"Some Oracle\",\"keybase_id\":\"\",\"www_url\":\"https://oracle.example/\",\"details\":\"Making it easy\",\"created_at\":\"2024-11-27 08:58:52 UTC\",\"updated_at\":\"2025-10-03 03:45:05 UTC\",\"is_active\":true,\"active_stake\":32033159813978,\"commission\":0,\"delinquent\":false,\"software_version\":\"2.3.10\",\"software_client\":\"JitoLabs\",\"ip\":\"5.9.0.9\",\"data_center_key\":\"395201-DE-Fechenheim\",\"autonomous_system_number\":395201,\"latitude\":\"50.121\",\"longitude\":\"8.747\"}"),
        Recording.array(
            "azure-servicehealth-json",
            "{\"name\":\"%1$08d\",\"eventType\":\"ServiceIssue\",\"status\":\"Resolved\",\"title\":\"App Service - Intermittent errors\",\"level\":\"Warning\",\"impactStartTime\":\"2024-09-05T04:25:54.920Z\",\"impactMitigationTime\":\"2024-09-05T06:01:44.320Z\",\"lastUpdateTime\":\"2024-10-01T07:23:00.161Z\",\"impact\":[{\"impactedService\":\"App Service\",\"impactedRegions\":[{\"impactedRegion\":\"Southeast Asia\"}]}]}"),
        Recording.lines(
            "observations-csv",
            "network,layer,node_id,observed_at,status,ip,asn,country,operator,client,client_version,weight\n",
            "solana,consensus,%1$044d,2025-10-20T00:57:00Z,up,212.83.42.40,47447,DE,BlueLotus,agave,2.3.8,247041597902291"),
        Recording.array(
            "gcp-incidents-json",
            "{\"id\":\"gcp%1$015d\",\"number\":\"%1$d\",\"begin\":\"2025-06-12T17:51:00+00:00\",\"created\":\"2025-06-12T18:46:00+00:00\",\"end\":null,\"modified\":\"2025-06-12T19:08:00+00:00\",\"external_desc\":\"Errors\",\"updates\":[],\"most_recent_update\":{\"created\":\"2025-06-12T19:08:00+00:00\",\"modified\":\"2025-06-12T19:08:00+00:00\",\"when\":\"2025-06-12T19:08:00+00:00\",\"text\":\"x\",\"status\":\"SERVICE_OUTAGE\",\"affected_locations\":[{\"title\":\"Iowa\",\"id\":\"us-central1\"}]},\"status_impact\":\"SERVICE_OUTAGE\",\"severity\":\"high\",\"service_key\":\"zall\",\"service_name\":\"Multiple Products\",\"affected_products\":[{\"title\":\"Google Compute Engine\",\"id\":\"L3ggmi3Jy4xJmgodFA9K\"}],\"uri\":\"incidents/gcp%1$d\",\"currently_affected_locations\":[{\"title\":\"Iowa\",\"id\":\"us-central1\"}],\"previously_affected_locations\":[]}"),
        Recording.lines(
            "incidents-json",
            "",
            "{\"source\":\"manual\",\"incident_id\":\"i-%1$d\",\"provider\":\"hetzner\",\"status\":\"investigating\",\"severity\":\"major\",\"begins_at\":\"2025-10-20T06:50:00Z\",\"title\":\"Power loss in FSN1\",\"scopes\":[{\"region\":\"fsn1\"}]}"),
        Recording.lines(
            "statuspage-json",
            "",
            "{\"page_id\":\"s2k7tnzlhrpw\",\"id\":\"%1$012d\",\"name\":\"Errors with Cloud Panel\",\"status\":\"monitoring\",\"impact\":\"minor\",\"started_at\":\"2020-11-12T20:24:48Z\",\"updated_at\":\"2020-11-12T21:15:57Z\",\"resolved_at\":null,\"incident_updates\":[{\"status\":\"monitoring\",\"body\":\"We watch.\",\"display_at\":\"2020-11-12T21:15:57Z\",\"affected_components\":[]}],\"components\":[{\"id\":\"2\",\"name\":\"NYC1\",\"status\":\"degraded_performance\"}]}"),
        Recording.array(
            "aws-health-json",
            "{\"date\":\"1772369485\",\"arn\":\"arn:aws:health:me-central-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/E%1$d\",\"region_name\":\"UAE\",\"status\":\"3\",\"service\":\"ec2\",\"service_name\":\"EC2\",\"summary\":\"Errors\",\"event_log\":[{\"summary\":\"Errors\",\"message\":\"We look.\",\"status\":3,\"timestamp\":1772369485}],\"impacted_services\":{\"ec2\":{\"service_name\":\"EC2\",\"current\":\"3\",\"max\":\"3\"}}}"),
        new Recording(
            "aws-legacy-json",
            "{\"archive\":[",
            "{\"service_name\":\"Amazon EC2 (N. Virginia)\",\"summary\":\"[RESOLVED] Errors\",\"date\":\"163%1$07d\",\"status\":\"1\",\"details\":\"\",\"description\":\"<div><span class=\\\"yellowfg\\\"> 8:26 AM PST</span>&nbsp;We look.</div>\",\"service\":\"ec2-us-east-1\"}",
            ",\n",
            "],\"current\":[]}"));
  }
}
