# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Several brokers as one on this machine, for trying: three nats-servers, three brokers, nginx in front of them.

CLUSTER_SIZE=3
CLUSTER_DOOR=${SERMO_CLUSTER_PORT:-8080}   # nginx; the brokers are behind it, each on the next one
CLUSTER_NATS=14220  # servers of NATS from here on, their routes to each other a hundred further

# cluster_servers: the brokers' word for all of them.
cluster_servers() {
    local i list=nats://127.0.0.1:$((CLUSTER_NATS + 1))
    for ((i = 2; i <= CLUSTER_SIZE; i++)); do list+=,127.0.0.1:$((CLUSTER_NATS + i)); done
    printf '%s' "$list"
}

# cluster_nats FOLDER: starts the servers, which find each other, and returns when all listen.
cluster_nats() {
    local i tries routes='' program
    program=$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nats-server) || die "there is no nats-server"
    for ((i = 1; i <= CLUSTER_SIZE; i++)); do routes+="${routes:+, }\"nats://127.0.0.1:$((CLUSTER_NATS + 100 + i))\""; done
    for ((i = 1; i <= CLUSTER_SIZE; i++)); do
        cat >"$1/nats$i.conf" <<CONF
listen: "127.0.0.1:$((CLUSTER_NATS + i))"
server_name: "nats$i"
jetstream { store_dir: "$1/nats$i" }
cluster { name: "sermo", listen: "127.0.0.1:$((CLUSTER_NATS + 100 + i))", routes: [$routes] }
CONF
        "$program" -c "$1/nats$i.conf" >"$1/nats$i.log" 2>&1 &
    done
    for ((i = 1; i <= CLUSTER_SIZE; i++)); do
        for ((tries = 0; tries < 120; tries++)); do
            (exec 3<>"/dev/tcp/127.0.0.1/$((CLUSTER_NATS + i))") 2>/dev/null && break
            sleep 0.25
        done
        ((tries < 120)) || die "nats-server $i does not answer; its words are in $1/nats$i.log"
    done
}

# cluster_brokers FOLDER PROGRAM: starts them, and returns when all are ready.
cluster_brokers() {
    local i tries
    for ((i = 1; i <= CLUSTER_SIZE; i++)); do
        "$2" serve --data "$1/broker$i" --listen "127.0.0.1:$((CLUSTER_DOOR + i))" --cluster "$(cluster_servers)" \
            >"$1/broker$i.log" 2>&1 &
        say "broker $i on 127.0.0.1:$((CLUSTER_DOOR + i)) is process $!"
    done
    for ((i = 1; i <= CLUSTER_SIZE; i++)); do
        for ((tries = 0; tries < 240; tries++)); do
            [ "$(http_status 127.0.0.1 $((CLUSTER_DOOR + i)) /health)" = 200 ] && break
            sleep 0.25
        done
        ((tries < 240)) || die "broker $i does not answer; its words are in $1/broker$i.log"
    done
}

# cluster_door FOLDER: nginx, which takes any broker for anybody and another one where that is gone.
cluster_door() {
    local i program brokers=''
    program=$(PATH="$PATH:/usr/sbin" command -v nginx) || die "there is no nginx"
    for ((i = 1; i <= CLUSTER_SIZE; i++)); do brokers+="server 127.0.0.1:$((CLUSTER_DOOR + i)) fail_timeout=2s; "; done
    cat >"$1/nginx.conf" <<CONF
user $(id -un) $(id -gn);
pid $1/nginx.pid;
error_log $1/nginx.log warn;
events { }
http {
    access_log off;
    client_body_temp_path $1/nginx-body;
    proxy_temp_path $1/nginx-proxy;
    fastcgi_temp_path $1/nginx-fastcgi;
    uwsgi_temp_path $1/nginx-uwsgi;
    scgi_temp_path $1/nginx-scgi;
    upstream brokers { $brokers}
    map \$http_upgrade \$sermo_connection { default upgrade; '' close; }
    server {
        listen 127.0.0.1:$CLUSTER_DOOR;
        client_max_body_size 8m;
        location / {
            proxy_pass http://brokers;
            proxy_http_version 1.1;
            proxy_set_header Upgrade \$http_upgrade;
            proxy_set_header Connection \$sermo_connection;
            proxy_set_header Host \$http_host;
            proxy_connect_timeout 2s;
            proxy_read_timeout 120s;
        }
    }
}
CONF
    "$program" -c "$1/nginx.conf" -g 'daemon off;' >"$1/nginx.out" 2>&1 &
}

# cluster_up PROGRAM: all of it until it is interrupted; then nothing of it is left.
cluster_up() {
    local folder
    folder=$(mktemp -d "${TMPDIR:-/tmp}/sermo-cluster.XXXXXX")
    # shellcheck disable=SC2064  # this folder, whatever the name means then
    trap "jobs -p | xargs -r kill 2>/dev/null || true; wait; rm -rf '$folder'" EXIT
    trap 'exit 0' INT TERM
    cluster_nats "$folder"
    cluster_brokers "$folder" "$1"
    cluster_door "$folder"
    announce 127.0.0.1 "$CLUSTER_DOOR"
    printf 'Key, for an agent: %s\n' "$("$1" key create --data "$folder/broker1" --role agent --name anna --agent anna)"
    printf 'Key, for a supervisor: %s\n' "$("$1" key create --data "$folder/broker2" --role supervisor --name boss)"
    say "what it keeps and says is in $folder until you end it (Ctrl+C); kill any broker or nats-server meanwhile"
    wait
}

command_cluster() {
    [ $# -eq 0 ] || wrong_call "cluster takes nothing"
    set_up build cluster
    configure release
    compile release sermo-broker
    cluster_up build/release/bin/sermo-broker
}
