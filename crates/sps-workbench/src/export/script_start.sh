#!/bin/sh
# A transaction of the SPS console, to be repeated with curl.
#
#   SPS_HOST=sps.example.org SPS_USER=admin sh changes.sh
#
# SPS_HOST          name or address of the appliance, with a port if it is not 443
# SPS_USER          who signs in; the password is asked for
# SPS_LOGIN_METHOD  optional: name of the login method, as it stands in a URL
# SPS_CA            optional: file with the certificate authority of the appliance (PEM)
#
# The changes are rolled back at the first refusal.
set -eu
umask 077
: "${SPS_HOST:?name or address of the appliance}"
: "${SPS_USER:?who signs in}"
work=$(mktemp -d)
opened=
finish() {
    status=$?
    trap - EXIT
    if [ -n "$opened" ]; then
        echo 'Rolling back.' >&2
        request DELETE /api/transaction </dev/null >/dev/null 2>&1 || true
    fi
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM

# ask QUESTION: reads a line without showing it, into $answer.
ask() {
    printf '%s: ' "$1" >&2
    if [ -t 0 ]; then
        saved=$(stty -g)
        trap 'stty "$saved"; exit 130' INT
        stty -echo
        IFS= read -r answer || answer=
        stty "$saved"
        trap 'exit 130' INT
        echo >&2
    else
        IFS= read -r answer || answer=
    fi
}

# ask_secret QUESTION: the same, ready to stand in a JSON text.
ask_secret() {
    ask "Secret for $1"
    answer=$(printf '%s' "$answer" | sed 's/[\\"]/\\&/g')
}

# request METHOD PATH <BODY: prints the status; the answer is in a file.
request() {
    curl --silent --show-error --globoff --path-as-is ${SPS_CA:+--cacert "$SPS_CA"} \
        --cookie "$work/cookies" --cookie-jar "$work/cookies" \
        --request "$1" --header 'Content-Type: application/json' --header 'Expect:' --data-binary @- \
        --output "$work/answer" --write-out '%{http_code}' "https://$SPS_HOST$2"
}

# call METHOD PATH BODY: one request that must succeed.
call() {
    printf '%s %s\n' "$1" "$2" >&2
    status=$(printf '%s' "$3" | request "$1" "$2")
    case $status in
    2??) ;;
    *)
        printf 'The appliance answered %s:\n' "$status" >&2
        cat "$work/answer" >&2
        echo >&2
        exit 1
        ;;
    esac
}

# key_of_answer: the key of the object that was just made, into $key.
key_of_answer() {
    key=$(tr '\n,{}' '    ' <"$work/answer" | sed 's/"key"/\
"key"/' | sed -n '2s/^"key"[[:space:]]*:[[:space:]]*"\([A-Za-z0-9_.:-]*\)".*/\1/p')
    if [ -z "$key" ]; then
        echo 'The answer tells no key.' >&2
        exit 1
    fi
}

# Sign in. The password goes to curl through a pipe: no list of processes shows it.
ask "Password of $SPS_USER"
credentials=$(printf '%s:%s' "$SPS_USER" "$answer" | sed 's/[\\"]/\\&/g')
query=
if [ -n "${SPS_LOGIN_METHOD:-}" ]; then
    query="?type=password&login_method=$SPS_LOGIN_METHOD"
fi
status=$(printf 'user = "%s"\n' "$credentials" |
    curl --silent --show-error --globoff ${SPS_CA:+--cacert "$SPS_CA"} --basic --config - \
        --cookie-jar "$work/cookies" --output "$work/answer" --write-out '%{http_code}' \
        "https://$SPS_HOST/api/authentication$query")
answer=
credentials=
case $status in
200 | 302 | 303) ;;
*)
    printf 'Signing in failed: %s\n' "$status" >&2
    exit 1
    ;;
esac

# Open a transaction
call POST /api/transaction ''
opened=yes
