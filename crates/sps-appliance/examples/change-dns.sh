#!/bin/sh
# The guide's way to change something: sign in, open a transaction, change, look, commit, check.
#
#   sps-appliance --write-certificates certificates &
#   HOST=localhost:8443 CA=certificates/ca.pem sh change-dns.sh
set -eu

cookies=$(mktemp)
trap 'rm -f "$cookies"' EXIT
sps() { # METHOD PATH [BODY]
    curl --silent --show-error --fail-with-body --cacert "$CA" --cookie "$cookies" \
        --request "$1" "https://$HOST$2" --header "Content-Type: application/json" --data "${3-}"
}
read_sps() { # PATH
    curl --silent --show-error --fail-with-body --cacert "$CA" --cookie "$cookies" "https://$HOST$1"
}

curl --silent --show-error --fail-with-body --cacert "$CA" --user admin:demo --cookie-jar "$cookies" \
    "https://$HOST/api/authentication" >/dev/null
sps POST /api/transaction "" >/dev/null
sps PUT /api/configuration/network/dns '{"primary":"192.0.2.153","secondary":null}' >/dev/null
echo "changes: $(read_sps /api/transaction/changes)"
sps PUT /api/transaction '{"status":"commit","message":"Another DNS server"}' >/dev/null
echo "now: $(read_sps /api/configuration/network/dns)"
