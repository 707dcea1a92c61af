package io.gnocchi.server.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every option there is: this is the reference that people, the program and the generator of
/// sample files read.
///
/// Columns: name and older names (with their section when it was another), type, default (`-` for
/// none, `cpus` for the number of processors), standing, meaning. Types: `text`, `secret`, `path`,
/// `uuid`, `bool`, `list`, `int A..B`, `seconds A..` (fractions allowed), `one of`. Standings are
/// those of [Option.Standing].
final class OptionTable {
    private static final String TABLE =
            """
            [DEFAULT]
            debug | bool | false | used | log everything
            verbose | bool | true | used | log what happens; false: only warnings
            log_dir | path | - | used | folder of the log file
            log_file | path | - | used | log to this file instead of standard error
            log_format | one of text json | text | used | a line of text or a JSON object for each event (not in the original)
            use_syslog | bool | false | later | log to syslog too
            syslog_log_facility | text | user | later | facility of syslog
            use_journal | bool | false | later | log to the journal too
            coordination_url, storage.coordination_url | secret | - | moot | coordination needs nothing but the index database
            parallel_operations, storage.aggregation_workers_number | int 1.. | cpus | used | threads of one process for I/O

            [api]
            auth_mode | one of basic keystone remoteuser | basic | used | how callers say who they are
            trust_identity_headers | bool | false | used | with keystone: a front server has validated the token and sets X-User-Id, X-Project-Id, X-Roles, and removes what clients send so (not in the original)
            host | text | 0.0.0.0 | used | address to listen on (the all-in-one server: 127.0.0.1)
            port | int 0..65535 | 8041 | used | port to listen on, 0 for any free one
            max_limit | int 1.. | 1000 | used | most and usual number of rows of a page
            operation_timeout, refresh_timeout | int 0.. | 10 | moot | nothing waits for a lock
            enable_proxy_headers_parsing, oslo_middleware.enable_proxy_headers_parsing | bool | false | used | believe Forwarded and X-Forwarded-* headers
            max_body_size | int 1.. | 67108864 | used | longest request body in bytes, after decompression (not in the original)
            max_bodies_size | int 1.. | - | used | so many bytes of all bodies being read at a time, after decompression; by default an eighth of the heap (not in the original)
            max_requests | int 1.. | 4096 | used | most requests being answered at a time; less on a heap below 1 GiB (not in the original)
            idle_timeout | seconds 1.. | 30 | used | longest silence of a client before it is cut off (not in the original)
            stop_timeout | seconds 0.. | 30 | used | how long requests may take to finish at the end (not in the original)
            metrics_allowed_source_ranges | list | - | used | answer /metrics to these addresses only, as 10.0.0.0/8 (not in the original)
            slow_query_seconds | seconds 0.. | 10 | used | requests that take so long are told in the log, 0 for none (not in the original)
            store_own_metrics | text | - | used | archive policy under which what this process tells at /metrics is kept as measures too, once a minute; not kept by default (not in the original)
            otlp_endpoint | text | - | used | collector of OpenTelemetry that gets a span of every request over OTLP/HTTP, as http://host:4318; also by OTEL_EXPORTER_OTLP_ENDPOINT (not in the original)
            otlp_headers | secret | - | used | NAME=VALUE,... that requests to it have; also by OTEL_EXPORTER_OTLP_HEADERS (not in the original)
            stop_delay | seconds 0.. | 0 | used | how long requests are still taken at the end, while /readyz sends them elsewhere (not in the original)
            paste_config | path | api-paste.ini | later | WSGI pipeline
            uwsgi_mode | one of http http-socket socket | http | moot | there is no uwsgi
            uwsgi_path | path | - | moot | there is no uwsgi
            middlewares | list | - | moot | removed long ago
            workers | int | - | moot | removed long ago

            [indexer]
            url | secret | - | used | database of the index: postgresql://user:password@host:port/name or sqlite:///file

            [database]
            max_pool_size | int 1.. | 5 | later | connections kept for each process
            max_overflow | int 0.. | 50 | later | more connections when they are needed
            pool_timeout | seconds 0.. | 30 | later | how long to wait for a connection
            connection_recycle_time, idle_timeout | seconds -1.. | 3600 | later | longest life of a connection, -1 for no end
            max_retries | int -1.. | 10 | moot | the pool connects again by itself
            retry_interval | seconds 0.. | 10 | moot | the pool connects again by itself
            slave_connection | secret | - | later | database to read from
            connection | secret | - | moot | always that of [indexer] url
            mysql_sql_mode | text | TRADITIONAL | moot | for MySQL
            connection_debug | int | 0 | moot | see debug
            connection_trace | bool | false | moot | see debug
            use_db_reconnect | bool | false | moot | the pool connects again by itself
            db_retry_interval | int | 1 | moot | the pool connects again by itself
            db_inc_retry_interval | bool | true | moot | the pool connects again by itself
            db_max_retry_interval | int | 10 | moot | the pool connects again by itself
            db_max_retries | int | 20 | moot | the pool connects again by itself
            connection_parameters | text | - | moot | write them into [indexer] url

            [metricd]
            workers | int 1.. | cpus | used | workers of one process
            metric_processing_delay, storage.metric_processing_delay | seconds 0.. | 60 | used | pause between two rounds
            metric_reporting_delay, storage.metric_reporting_delay | seconds -1.. | 120 | used | pause between two lines about the backlog, -1 for none
            metric_cleanup_delay, storage.metric_cleanup_delay | seconds 0.. | 300 | used | pause between two clean-ups
            cleanup_batch_size | int 1.. | 10000 | used | deleted metrics cleaned up in one go
            metric_inactive_after | seconds 0.. | 0 | used | end resources whose metrics are silent for so long, 0 never
            resource_cleanup_after | seconds 0.. | 0 | used | delete resources that ended so long ago, 0 never
            stop_timeout | seconds 0.. | 30 | used | how long the steps in hand may take at the end (not in the original)
            metrics_listen | text | - | used | host:port where Prometheus reads what this metricd tells about itself; nowhere by default (not in the original)
            greedy | bool | true | moot | reads are fresh without it
            processing_replicas | int 1.. | 3 | moot | a sack is leased by one worker at a time

            [storage] [incoming]
            driver | one of file s3 redis swift ceph | file | used | where the objects are
            file_basepath | path | /var/lib/gnocchi | used | folder of the file driver
            file_subdir_len | int 0..32 | 2 | moot | objects are few
            s3_endpoint_url | text | - | used | S3 server; Amazon's own when not given
            s3_region_name | text | - | used | region of the bucket, also by AWS_DEFAULT_REGION
            s3_access_key_id | secret | - | used | also by AWS_ACCESS_KEY_ID; otherwise what the profile or the machine says
            s3_secret_access_key | secret | - | used | also by AWS_SECRET_ACCESS_KEY
            s3_bucket_prefix | text | gnocchi | used | the bucket is this and -objects
            s3_max_pool_connections | int 1.. | 50 | used | connections open at once
            s3_timeout | seconds 1.. | 60 | used | longest time of one request (not in the original)
            s3_check_consistency_timeout | seconds 0.. | 60 | moot | S3 is consistent
            ceph_pool | text | gnocchi | later | -
            ceph_username | text | - | later | -
            ceph_secret | secret | - | later | -
            ceph_keyring | path | - | later | -
            ceph_timeout | text | 30 | later | -
            ceph_conffile | path | /etc/ceph/ceph.conf | later | -
            swift_auth_version | text | 1 | later | -
            swift_auth_insecure | bool | false | later | -
            swift_url | text | - | later | -
            swift_authurl | text | http://localhost:8080/auth/v1.0 | later | -
            swift_preauthtoken | secret | - | later | -
            swift_cacert | path | - | later | -
            swift_region | text | - | later | -
            swift_user | text | admin:admin | later | -
            swift_user_domain_name | text | Default | later | -
            swift_key | secret | admin | later | -
            swift_project_name, swift_tenant_name | text | - | later | -
            swift_project_domain_name | text | Default | later | -
            swift_container_prefix | text | gnocchi | later | -
            swift_container_prefix_all | bool | false | later | -
            swift_storage_policy | text | - | later | -
            swift_endpoint_type | one of publicURL internalURL adminURL | publicURL | later | -
            swift_service_type | text | object-store | later | -
            swift_timeout | int 0.. | 300 | later | -
            redis_url | secret | redis://localhost:6379/ | later | -

            [storage]
            cache_size | int 0.. | 134217728 | used | memory for objects read last, in bytes; not more than an eighth of the heap unless set (not in the original)
            disk_cache_path | path | - | used | folder for what was read of S3, which the next start finds there; by default where systemd keeps caches (CACHE_DIRECTORY), or in the data directory of the all-in-one server, else none (not in the original)
            disk_cache_size | int 0.. | 1073741824 | used | of that disk, in bytes; 0 for no such cache (not in the original)

            [incoming]
            flush_delay | seconds 0.. | - | used | least time between two flushes of measures; by default 0 on files, 1 on S3 (not in the original)
            flush_size | int 1.. | 16777216 | used | so many waiting bytes are flushed without delay; not more than a 32nd of the heap unless set (not in the original)
            inbox_size | int 1.. | 134217728 | used | when so many bytes wait, callers are asked to come back later; not more than an eighth of the heap unless set (not in the original)

            [archive_policy]
            default_aggregation_methods | list | mean,min,max,sum,std,count | used | methods of policies that name none

            [server]
            daemons | list | - | used | what gnocchi-server runs besides: statsd, carbon, collectd, amqp1d (not in the original)

            [statsd]
            host | text | 0.0.0.0 | used | address to listen on, with UDP and TCP (the all-in-one server: 127.0.0.1)
            port | int 0..65535 | 8125 | used | port to listen on, 0 for any free one
            resource_id | uuid | - | used | resource of the metrics; must be set
            creator | text | - | used | who owns resource and metrics
            archive_policy_name | text | - | used | policy of new metrics; otherwise by rules
            flush_delay | seconds 0.. | 10 | used | pause between two posts
            keep_gauges | bool | false | used | gauges keep their values after a flush and are posted again (not in the original)
            metrics_listen | text | - | used | host:port where Prometheus reads what gnocchi-statsd tells about itself; nowhere by default (not in the original)
            user_id | text | - | moot | removed long ago
            project_id | text | - | moot | removed long ago

            [carbon]
            host | text | 0.0.0.0 | used | address to listen on for Graphite's plaintext protocol, with UDP and TCP (the all-in-one server: 127.0.0.1; not in the original)
            port | int 0..65535 | 2003 | used | port to listen on, 0 for any free one (not in the original)
            resource_type | text | carbon | used | type of the resources; made when it is not there, with an attribute host (not in the original)
            creator | text | - | used | who owns resources and metrics (not in the original)
            archive_policy_name | text | - | used | policy of new metrics; otherwise by rules (not in the original)
            prefix | text | - | used | what paths begin with and is left out (not in the original)
            resource_node | int 0..100 | 0 | used | which node of the path, after the prefix, is the resource; the others name the metric (not in the original)
            flush_delay | seconds 0.. | 1 | used | pause between two posts (not in the original)
            metrics_listen | text | - | used | host:port where Prometheus reads what gnocchi-carbon tells about itself; nowhere by default (not in the original)

            [collectd]
            host | text | 0.0.0.0 | used | address to listen on for collectd's network protocol (the all-in-one server: 127.0.0.1; not in the original)
            port | int 0..65535 | 25826 | used | UDP port to listen on, 0 for any free one (not in the original)
            resource_type | text | collectd | used | type of the resources; made when it is not there, with an attribute host (not in the original)
            creator | text | - | used | who owns resources and metrics (not in the original)
            archive_policy_name | text | - | used | policy of new metrics; otherwise by rules (not in the original)
            types_db | path | - | used | collectd's types.db, for the names of the values of unusual types (not in the original)
            flush_delay | seconds 0.. | 1 | used | pause between two posts (not in the original)
            metrics_listen | text | - | used | host:port where Prometheus reads what gnocchi-collectd tells about itself; nowhere by default (not in the original)

            [amqp1d]
            url | secret | localhost:5672/u/collectd/telemetry | used | broker and queue: [amqp[s]://][user:password@]host[:port]/queue
            data_source | one of collectd | collectd | used | who writes the messages
            resource_type | text | collectd_amqp1d | used | type of the resources; made when it is not there, with an attribute host
            creator | text | - | used | who owns resources and metrics
            flush_delay | seconds 0.. | 10 | used | longest pause between two posts
            metrics_listen | text | - | used | host:port where Prometheus reads what gnocchi-amqp1d tells about itself; nowhere by default (not in the original)

            [cors]
            allowed_origin | list | - | used | scheme://host[:port] of pages that may call; more in [cors.NAME]
            allow_credentials | bool | true | used | whether pages may call as their user
            expose_headers | list | - | used | headers of answers that pages may read
            max_age | int 0.. | 3600 | used | seconds a browser may remember
            allow_methods | list | OPTIONS,GET,HEAD,POST,PUT,DELETE,TRACE,PATCH | used | methods that pages may use
            allow_headers | list | Authorization,X-Auth-Token,X-Subject-Token,X-User-Id,X-Domain-Id,X-Project-Id,X-Roles | used | headers that pages may send

            [healthcheck]
            path | text | /healthcheck | used | where the health is asked
            detailed | bool | false | used | tell more than good or bad
            backends | list | - | used | disable_by_file
            disable_by_file_path | path | - | used | with backends = disable_by_file: while the file is there the health is bad
            disable_by_file_paths | list | - | later | -
            allowed_source_ranges | list | - | used | answer these addresses only, as 10.0.0.0/8
            ignore_proxied_requests | bool | false | used | do not answer what comes through a proxy

            [oslo_policy]
            policy_file | path | policy.yaml | used | who may do what
            policy_dirs | list | policy.d | used | folders of more rules
            policy_default_rule | text | default | used | stands for rules that others name and nobody wrote
            enforce_scope | bool | true | moot | there are no scopes
            enforce_new_defaults | bool | true | moot | there are no scopes
            remote_ssl_verify_server_crt | bool | false | moot | no other server is asked
            remote_ssl_ca_crt_file | path | - | moot | no other server is asked
            remote_ssl_client_crt_file | path | - | moot | no other server is asked
            remote_ssl_client_key_file | path | - | moot | no other server is asked
            remote_content_type | text | application/x-www-form-urlencoded | moot | no other server is asked

            [keystone_authtoken]
            www_authenticate_uri, auth_uri | text | - | used | where callers are told to get tokens; by default auth_url
            auth_url | text | - | used | Keystone, as http://host:5000
            auth_type, auth_plugin | text | - | used | password
            username, user_name | text | - | used | who we are in Keystone
            user_id | text | - | used | instead of a name and its domain
            password | secret | - | used | -
            project_name, tenant_name | text | - | used | project in which we may validate tokens
            project_id, tenant_id | text | - | used | instead of a name and its domain
            user_domain_name | text | - | used | domain of the user
            user_domain_id | text | - | used | the same by id; by default: default
            project_domain_name | text | - | used | domain of the project
            project_domain_id | text | - | used | the same by id; by default: default
            region_name | text | - | moot | auth_url is asked
            cafile | path | - | used | certificates of authorities to believe
            certfile | path | - | later | -
            keyfile | path | - | later | -
            insecure | bool | false | used | believe any certificate
            interface | text | internal | moot | auth_url is asked
            service_type | text | - | moot | rules say who may
            service_token_roles | list | service | moot | service tokens are not looked at
            service_token_roles_required | bool | false | moot | service tokens are not looked at
            memcached_servers, memcache_servers | list | - | moot | answers are kept in memory
            memcache_security_strategy | text | None | moot | answers are kept in memory
            memcache_secret_key | secret | - | moot | answers are kept in memory
            token_cache_time | int -1.. | 300 | used | seconds for which an answer about a token counts; a revoked token may pass that long
            http_connect_timeout, timeout | int 1.. | 10 | used | seconds to wait for Keystone
            http_request_max_retries | int 0..20 | 3 | used | how often a failed question is asked again
            delay_auth_decision | bool | false | later | -
            """;

    private final Map<String, Option> options = new LinkedHashMap<>();

    OptionTable(int processors) {
        List<String> sections = List.of();
        for (String line : TABLE.split("\n", -1)) {
            if (line.startsWith("[")) {
                sections = List.of(line.substring(1, line.length() - 1).split("\\] \\[", -1));
            } else if (!line.isEmpty()) {
                for (String section : sections) {
                    var option = option(section, line, processors);
                    options.put(section + "." + option.name(), option);
                }
            }
        }
    }

    private static Option option(String section, String line, int processors) {
        String[] columns = line.split(" \\| ", -1);
        var names = new ArrayList<>(List.of(columns[0].split(", ", -1)));
        String name = names.removeFirst();
        names.replaceAll(old -> old.contains(".") ? old : section + "." + old);
        return new Option(
                section,
                name,
                names,
                columns[1],
                switch (columns[2]) {
                    case "-" -> null;
                    case "cpus" -> Integer.toString(processors);
                    default -> columns[2];
                },
                columns[2].equals("cpus"),
                Option.Standing.valueOf(columns[3].toUpperCase(Locale.ROOT)),
                columns[4]);
    }

    /// Every option, in order.
    List<Option> all() {
        return List.copyOf(options.values());
    }

    /// The option, or null when it is none of ours.
    @Nullable Option find(String section, String name) {
        var option = options.get(section + "." + name);
        String parent = parent(section);
        return option != null || parent == null ? option : options.get(parent + "." + name);
    }

    /// The section whose values count where this one says nothing.
    static @Nullable String parent(String section) {
        if (section.equals("incoming")) {
            return "storage";
        }
        return section.startsWith("cors.") ? "cors" : null;
    }
}
