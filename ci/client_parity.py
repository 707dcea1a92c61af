#!/usr/bin/python3
"""The Python client and ours, the same words against the same server: what they print, to both streams, and
their exit codes have to be the same, byte for byte. What is meant to differ stands in MEANT with its reason.

usage: client-parity.py URL OURS [--some] [--show]     a fresh server, and our executable
       --some: every fourth comparison, for those in a hurry
"""

import base64
import http.client
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time

URL, OURS = sys.argv[1:3]
SHOW = "--show" in sys.argv
EVERY = 4 if "--some" in sys.argv else 1
MEANT = {
    "metric create -r RESOURCE NAME, where the resource has other metrics":
        "the original shows any of them; ours shows the one that was made",
    "benchmark ...": "the original ends with 'cannot pickle' since Python 3.8; ci/client-functional --ours runs its tests with ours",
    "help, --help, complete, --version, --debug": "texts of our own, about options and commands the original has not",
    "gnocchi without a command": "lines typed or piped in are read by another library",
    "nobody listens, a host without a name, a slow server": "the original prints the insides of Python; ours begins with the same "
        "words and ends with the same code",
    "an authentication type that nobody knows": "the original says nothing; ours names those there are",
    "a token that is not given": "the original asks Keystone without and is refused; ours says what is missing",
    "unknown commands: those that are meant": "ours has more of them; which words are unknown is compared",
    "usage errors of commands with options of our own, and of the program": "the lines of usage are longer; the sentence is the same",
}
ROWS = ["table", "json", "csv", "yaml", "value"]
FIELDS = ["table", "json", "yaml", "value", "shell"]
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin", "HOME": tempfile.mkdtemp(), "TZ": "Europe/Prague", "LC_ALL": "C.UTF-8",
    "GNOCCHI_ENDPOINT": URL, "GNOCCHI_USER": "admin", "COLUMNS": "80",
    "PYTHONWARNINGS": "ignore",
}
differences = []
asked = 0
compared = 0


class Original:
    """The original without its slow start: everything is imported once, each command is a child of this process."""

    def __init__(self):
        sys.path.insert(0, "/usr/lib/python3/dist-packages")
        from gnocchiclient import shell
        from cliff import app
        import autopage.argparse, cliff.formatters.table, cliff.formatters.yaml_format, yaml, iso8601  # noqa: E401,F401
        self.main = shell.main
        app.App.NAME = shell.GnocchiShell.NAME = "gnocchi"

    def begin(self, words, given, more):
        files = [tempfile.TemporaryFile() for _ in range(3)]
        files[0].write(given)
        files[0].seek(0)
        child = os.fork()
        if child == 0:
            for number, file in enumerate(files):
                os.dup2(file.fileno(), number)
            os.environ.clear()
            os.environ.update(ENVIRONMENT, **more)
            code = 1
            try:
                sys.argv = ["gnocchi", *words]
                sys.stdin, sys.stdout, sys.stderr = (open(number, mode, encoding="utf-8", closefd=False)
                                                     for number, mode in enumerate("rww"))
                time.tzset()
                from gnocchiclient import utils
                utils.LOCAL_TIMEZONE = utils.tz.gettz()
                code = self.main(words)
            except SystemExit as end:
                code = end.code
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code if isinstance(code, int) else 0)
        return child, files[1:]

    def end(self, begun):
        child, files = begun
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        for file in files:
            file.seek(0)
        return code, *(file.read().decode() for file in files)


class Ours:
    def begin(self, words, given, more):
        process = subprocess.Popen([OURS, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env={**ENVIRONMENT, **more})
        return process, given

    def end(self, begun):
        process, given = begun
        out, err = process.communicate(given, timeout=120)
        return process.returncode, out.decode(), err.decode()


CLIENTS = {}


def both(words, given=b"", more=None, names=("", "")):
    """What ours says, and what the original says."""
    begun = [client.begin([word.replace("NAME", name) for word in words], given, more or {})
             for client, name in zip((CLIENTS["ours"], CLIENTS["original"]), names)]
    return [client.end(each) for client, each in zip((CLIENTS["ours"], CLIENTS["original"]), begun)]


def by(client, *words, given=b""):
    code, out, err = CLIENTS[client].end(CLIENTS[client].begin(list(words), given, {}))
    if code:
        raise SystemExit(f"{client} cannot: {words}: {err}")
    return out


def same(words, given=b"", more=None, only=None, mend=lambda text: text):
    """Both say the same. only: which of code, out, err counts when not all does, and mend evens out the rest."""
    global asked, compared
    asked += 1
    if asked % EVERY:
        return
    compared += 1
    pairs = dict(zip(("code", "out", "err"), zip(*both(words, given, more))))
    for what, (mine, original) in pairs.items():
        if only and what not in only:
            continue
        if what != "code":
            mine, original = mend(mine), mend(original)
        if mine != original:
            differences.append(words)
            print(f"DIFFERENT {' '.join(words)}\n  {what} of the original:\n{original}\n  ours:\n{mine}", flush=True)
    if SHOW:
        print("same", " ".join(words), flush=True)


def theirs(*words):
    return by("original", *words)


def ours(*words, given=b""):
    return by("ours", *words, given=given)


def everywhere(formats, *words, **how):
    for form in formats:
        same([*words, "-f", form], **how)


def prepare():
    """Ours makes what the original reads, and the other way round."""
    ours("archive-policy", "create", "parity", "-d", "granularity:1m,points:1440", "-d", "granularity:1h,timespan:30d",
         "-m", "mean", "-m", "max", "-m", "count", "-b", "3")
    theirs("archive-policy-rule", "create", "parity-rule", "-a", "parity", "-m", "parity.*")
    ours("resource-type", "create", "machine", "-a", "display_name:string:true:max_length=255", "-a",
         "cores:number:false:min=1:max=64", "-a", "up:bool:false", "-a", "host:uuid:false")
    for number, text in enumerate(["plain", "it's", 'say "so"', "a: b # c", "žluťoučký 数 😀", "- dash", "yes", "12", "1.5e3",
                                   "2017-02-07", " lead", "tab\tin", "two\nlines", "back\\slash", "", "null", "x" * 120,
                                   "many words " * 12, "comma, semi; colon:", "it's\ntwo", "{a}", "@at", "é" * 50 + " " * 2 + "é" * 60]):
        ours("resource", "create", "-t", "machine", f"vm{number:02}", "-a", f"display_name:{text}", "-a", f"cores:{number + 1}",
             "-a", "up:true", "-n", "cpu:parity", "-n", "parity.disk")
    theirs("resource", "update", "-t", "machine", "vm01", "-a", "display_name:changed", "-n", "mem:low")
    ours("resource", "update", "-t", "machine", "vm02", "-a", "cores:7.5", "-d", "cpu")
    points = [["2017-02-07T15:56:00", 23], ["2017-02-07T15:57:00", 42.125], ["2017-02-07T16:03:12.250", -1e-7],
              ["2017-02-07T18:00:00", 1e22], ["2017-02-08T00:00:00", 0.1]]
    for time, value in points:
        ours("measures", "add", "-r", "vm00", "-m", f"{time}Z@{value}", "cpu")
        theirs("measures", "add", "-r", "vm01", "-m", f"{time}@{value}", "cpu")
    batch = {"vm00": {"parity.disk": [{"timestamp": time, "value": value} for time, value in points]}}
    ours("measures", "batch-resources-metrics", "-", given=json.dumps(batch).encode())
    ids = {name: json.loads(theirs("resource", "show", "-t", "machine", name, "-f", "json"))["metrics"] for name in ("vm00", "vm01")}
    return ids["vm00"]["cpu"], ids["vm01"]["cpu"]


def read(first, second):
    everywhere(FIELDS, "status")
    everywhere(FIELDS, "server", "version")
    everywhere(FIELDS, "capabilities", "list")
    everywhere(ROWS, "archive-policy", "list")
    everywhere(FIELDS, "archive-policy", "show", "parity")
    everywhere(ROWS, "archive-policy-rule", "list")
    everywhere(FIELDS, "archive-policy-rule", "show", "parity-rule")
    everywhere(ROWS, "resource-type", "list")
    everywhere(FIELDS, "resource-type", "show", "machine")
    everywhere(ROWS, "resource", "list")
    everywhere(ROWS, "resource", "list", "-t", "machine", "--sort", "original_resource_id:asc")
    everywhere(FIELDS, "resource", "show", "-t", "machine", "vm01")
    for number in range(23):
        same(["resource", "show", "-t", "machine", f"vm{number:02}", "-f", FIELDS[number % 5]])
        same(["resource", "show", "-t", "machine", f"vm{number:02}", "-f", "yaml", "-c", "display_name"])
        same(["resource", "show", "-t", "machine", f"vm{number:02}", "-f", "value", "-c", "display_name", "-c", "metrics"])
    everywhere(ROWS, "resource", "history", "-t", "machine", "vm02")
    everywhere(ROWS, "resource", "search", "-t", "machine", "cores > 4 and not display_name = \"x\"")
    everywhere(ROWS, "metric", "list", "--sort", "id:asc")
    everywhere(FIELDS, "metric", "show", first)
    everywhere(FIELDS, "metric", "show", "-r", "vm00", "parity.disk")
    everywhere(ROWS, "measures", "show", first)
    everywhere(ROWS, "measures", "show", "-r", "vm01", "cpu", "--utc", "--aggregation", "max")
    everywhere(ROWS, "measures", "aggregation", "-m", first, second)
    everywhere(ROWS, "measures", "aggregation", "-m", "cpu", "--query", "cores > 0", "--resource-type", "machine",
               "--groupby", "display_name", "--utc", "--needed-overlap", "0")
    everywhere(ROWS, "aggregates", f"(metric ({first} mean) ({second} max))")
    everywhere(ROWS, "aggregates", "--resource-type", "machine", "--groupby", "display_name", "(metric cpu mean)", "cores < 3")
    everywhere(ROWS, "aggregates", "--needed-overlap", "0.5", "--start", "2017-02-07T16:00", f"(* 2 (metric {first} mean))")


def shapes(first):
    table = ["resource", "list", "-t", "machine", "--sort", "original_resource_id:asc"]
    for more in (["--max-width", "80"], ["--max-width", "140"], ["--max-width", "20"], ["--fit-width"], ["--print-empty"],
                 ["-c", "id", "-c", "display_name"], ["-c", "nothing"], ["--sort-column", "display_name"],
                 ["--sort-column", "cores", "--sort-descending"], ["--sort-column", "type", "--sort-column", "display_name"],
                 ["--limit", "2"], ["--details"], ["--history"]):
        same([*table, *more])
    for quote in ("all", "minimal", "none", "nonnumeric"):
        same([*table, "-f", "csv", "--quote", quote])
    same([*table, "-f", "json", "--noindent"])
    same(["resource", "show", "-t", "machine", "vm07", "-f", "json", "--noindent"])
    same(["resource", "show", "-t", "machine", "vm07", "--max-width", "60"])
    same(["resource", "show", "-t", "machine", "vm17", "--max-width", "50"])
    same(["resource", "show", "-t", "machine", "vm00", "-f", "shell", "--prefix", "a_"])
    same(["resource", "show", "vm00", "-c", "nothing"])
    same(["archive-policy", "list", "--sort-column", "definition"])
    same(["archive-policy", "show", "parity", "--max-width", "40"])
    same(["resource", "search", "-t", "machine", "cores > 60"])
    same(["resource", "search", "-t", "machine", "cores > 60", "--print-empty"])
    everywhere(ROWS[1:], "resource", "search", "-t", "machine", "cores > 60")
    for period in (["--start", "2017-02-07"], ["--start", "2017-02-07T16:00:00Z", "--stop", "2017-02-07T19"],
                   ["--stop", "20170207T160000+0100"], ["--granularity", "60"], ["--granularity", "1h"], ["--resample", "7200"],
                   ["--refresh"]):
        same(["measures", "show", first, *period])
    same(["resource", "list"], more={"CLIFF_MAX_TERM_WIDTH": "100"})
    same(["res", "li", "--limi", "1", "--sort=id:asc"], only=("code", "err"))
    same(["metr", "li", "--limi", "1", "--sort=id:asc"])
    same(["--endpoint", URL, "resource", "list", "--user", "admin", "-fjson"])
    same(["server", "version"], more={"OS_AUTH_TYPE": "gnocchi-noauth", "GNOCCHI_USER_ID": "a", "GNOCCHI_PROJECT_ID": "b"})
    same(["status"], more={"OS_AUTH_TYPE": "gnocchi-noauth", "GNOCCHI_USER_ID": "a", "GNOCCHI_PROJECT_ID": "b"})


def errors(first):
    missing = "11111111-1111-1111-1111-111111111111"
    for words in (
            "metric show " + missing, "metric show cpu", "metric delete cpu", "metric create -r vm00", "metric create -a nowhere",
            "measures show cpu", "measures show " + missing, "measures show -r vm00 nothing", "measures show --aggregation median " + first,
            "measures show --granularity 7 " + first, "measures add cpu -m now@1", "measures add -m now@1 " + missing,
            "archive-policy show nowhere", "archive-policy delete nowhere", "archive-policy delete parity",
            "archive-policy create parity -d granularity:1m,points:5", "archive-policy create x -d granularity:zz,points:5",
            "archive-policy update parity -d granularity:5m,points:5", "archive-policy-rule show nowhere",
            "archive-policy-rule create parity-rule -a parity -m *", "archive-policy-rule create y -a nowhere -m *",
            "archive-policy-rule update nowhere -n other", "resource show nowhere", "resource show -t nowhere vm00",
            "resource create vm00", "resource create -t machine new -a cores:3", "resource create -t machine new -a display_name:a -a cores:100",
            "resource create -t machine new -a cores:many", "resource create -t machine new -a up:perhaps", "resource update vm00 -d nothing",
            "resource update nowhere -a a:b", "resource delete nowhere", "resource history nowhere", "resource list -t nowhere",
            "resource list --sort nothing:asc", "resource list --marker " + missing, "resource search nonsense",
            "resource-type show nowhere", "resource-type delete machine", "resource-type create machine", "resource-type delete nowhere",
            "measures aggregation -m cpu", "measures aggregation -m a b --query x=1", "aggregates nonsense", "measures batch-metrics /nowhere/at/all"):
        same(words.split(" "))
    same(["aggregates", "(metric cpu mean)", "cores=4"])
    same(["aggregates", "(metric nothing mean)", "id = \"vm00\""])
    same(["aggregates", "(nonsense (metric cpu mean))", "cores=4", "--resource-type", "machine"])
    same(["aggregates", f"(metric {first} median)"])
    same(["resource", "search", "-t", "machine", "nosuch = 4"])
    same(["resource", "batch", "delete", "-t", "machine", "nosuch=4"])
    same(["measures", "batch-metrics", "-"], given=json.dumps({missing: [{"timestamp": "now", "value": 1}]}).encode())
    same(["measures", "batch-resources-metrics", "-"], given=json.dumps({"vm00": {"none": [{"timestamp": "now", "value": 1}]}}).encode())
    same(["measures", "batch-metrics", "-"], given=b"[3]")


def usage():
    last = lambda text: text.rstrip("\n").split("\n")[-1]
    for words in (
            "metric show", "metric show a b", "metric list --limit x", "metric list --nonsense", "metric list -f shell", "metric show -f csv x",
            "resource create", "resource list --sort-ascending --sort-descending", "archive-policy create x", "archive-policy create x -d nonsense",
            "archive-policy create -d granularity:1s,points:1", "archive-policy-rule create", "archive-policy-rule update x", "metric delete",
            "measures add", "measures add x -m now", "measures add x -m", "resource-type create x -a a:string:perhaps",
            "archive-policy create x -d granularity:1s,points:1 -b many", "resource search", "measures batch-metrics", "metric list --sort",
            "resource list --d x --li 3", "metric create a b", "resource list --limit=x", "measures aggregation -m", "capabilities list x",
            "benchmark metric create", "benchmark metric create -n 0", "benchmark measures add -n 3", "resource batch delete"):
        same(words.split(" "))
    for words in ("measures show", "measures show x --start yesterday", "measures show --s 2017 x", "measures show x --start -1day", "aggregates",
                  "aggregates x --needed-overlap many", "--timeout x status", "--user", "-q -v status"):
        # Ours takes more options there, so the lines of usage are longer.
        same(words.split(" "), mend=last)
    for words in ("nonsense", "metric", "metric nonsense", "measure shwo x", "-x"):
        # Ours has more commands to mean.
        same(words.split(" "), only=("code", "err"))
    same(["metric", "show"], more={"COLUMNS": "50"})
    same(["metric", "show"], more={"COLUMNS": "200"})


def made():
    """What commands that change something print; each client makes its own."""
    unlike = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|20[2-9]\d-\d\d-\d\dT[0-9:.]*[0-9]|mine|orig")
    even = lambda text: unlike.sub("#", text)
    for form in FIELDS[:len(FIELDS) // EVERY or 1] if EVERY > 1 else FIELDS:
        for words in (["archive-policy", "create", "NAME", "-d", "granularity:5m,points:10"],
                      ["archive-policy", "update", "NAME", "-d", "granularity:5m,points:20"],
                      ["archive-policy-rule", "create", "NAME", "-a", "low", "-m", "NAME.*"],
                      ["archive-policy-rule", "update", "NAME", "-n", "NAME.too"],
                      ["archive-policy-rule", "delete", "NAME.too"],
                      ["resource-type", "create", "NAME", "-a", "a:string:true:max_length=3:min_length=1", "-a", "b:number:no:min=1.5"],
                      ["resource-type", "update", "NAME", "-a", "c:bool:true:fill=true", "-r", "b"],
                      ["resource-type", "create", "NAME_bare"],
                      ["metric", "create"], ["metric", "create", "-a", "low", "-u", "W", "NAME"],
                      ["resource", "create", "NAME"],
                      ["metric", "create", "-r", "NAME", "-u", "W", "-a", "low", "one"],
                      ["resource", "update", "NAME", "-a", "project_id:3", "-n", "two"],
                      ["measures", "add", "-r", "NAME", "-m", "2017-02-07T15:56@1", "-m=-1 hour@2", "one"],
                      ["metric", "delete", "-r", "NAME", "one", "two"],
                      ["resource", "delete", "NAME"],
                      ["resource", "create", "NAME", "-n", "one:low", "-a", "user_id:me"],
                      ["resource", "delete", "NAME"],
                      ["resource", "create", "NAME"],
                      ["resource", "batch", "delete", "id=\"NAME\""],
                      ["resource-type", "delete", "NAME"], ["archive-policy", "delete", "NAME"]):
            global compared
            compared += 1
            silent = "add" in words or ("delete" in words and "batch" not in words)
            shown = [] if silent else ["-f", form]
            mine, original = ([part if isinstance(part, int) else even(part) for part in each]
                              for each in both(words + shown, names=("mine", "orig")))
            if mine != original:
                differences.append(words)
                print(f"DIFFERENT {' '.join(words)} {form}\n  the original:\n{original}\n  ours:\n{mine}", flush=True)
        both(["resource-type", "delete", "NAME_bare"], names=("mine", "orig"))


class Keystone(http.server.BaseHTTPRequestHandler):
    """An identity service with one user, and in front of the server what believes its tokens."""

    protocol_version = "HTTP/1.1"
    bodies = []

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers=()):
        body = json.dumps(body).encode() if not isinstance(body, bytes) else body
        self.send_response(status)
        for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def base(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.startswith("/metric"):
            return self.forward(body)
        version = {"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": self.base() + "/v3/"}],
                   "media-types": [{"base": "application/json", "type": "application/vnd.openstack.identity-v3+json"}]}
        if self.path in ("/v3", "/v3/"):
            return self.answer(200, {"version": version})
        return self.answer(300, {"versions": {"values": [version]}})

    def do_POST(self):
        if self.path.startswith("/metric"):
            return self.do_GET()
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Keystone.bodies.append(asked)
        identity = asked["auth"]["identity"]
        user = identity.get("password", {}).get("user", {})
        good = user.get("password") == "secret" or identity.get("token", {}).get("id") == "given"
        if not good:
            return self.answer(401, {"error": {"code": 401, "title": "Unauthorized",
                                               "message": "The request you have made requires authentication."}})
        catalogue = [{"type": "metric", "name": "gnocchi", "id": "1", "endpoints": [
            {"id": face, "interface": face, "region": region, "region_id": region, "url": self.base() + "/metric"}
            for face in ("public", "internal") for region in ("one", "two")]}]
        token = {"methods": ["password"], "expires_at": "2099-01-01T00:00:00.000000Z", "issued_at": "2020-01-01T00:00:00.000000Z",
                 "user": {"id": "u", "name": "me", "domain": {"id": "default", "name": "Default"}},
                 "project": {"id": "p", "name": "ours", "domain": {"id": "default", "name": "Default"}},
                 "roles": [{"id": "r", "name": "admin"}], "catalog": catalogue, "audit_ids": ["a"]}
        return self.answer(201, {"token": token}, [("X-Subject-Token", "issued")])

    do_PATCH = do_DELETE = do_GET

    def forward(self, body):
        if self.headers.get("X-Auth-Token") != "issued":
            return self.answer(401, {"error": {"code": 401, "message": "no token"}})
        to = http.client.HTTPConnection(URL.split("//")[1])
        to.request(self.command, self.path[len("/metric"):] or "/", body or None,
                   {"Authorization": "basic " + base64.b64encode(b"admin:").decode(), "Accept": "application/json",
                    **({"Content-Type": self.headers["Content-Type"]} if self.headers["Content-Type"] else {})})
        told = to.getresponse()
        return self.answer(told.status, told.read())


def identity(first):
    """Tokens of Keystone: by password, by another token; and what is said when there is none."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Keystone)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    user = {"OS_AUTH_URL": address + "/v3", "OS_USERNAME": "me", "OS_PASSWORD": "secret", "OS_PROJECT_NAME": "ours",
            "OS_USER_DOMAIN_NAME": "Default", "OS_PROJECT_DOMAIN_NAME": "Default"}

    def keystone(words, more):
        # The endpoint of the other ways would count here too.
        without = {"GNOCCHI_ENDPOINT": "", "GNOCCHI_USER": ""}
        Keystone.bodies.clear()
        same(words, more={**without, **more})
        asked = [json.dumps(body, sort_keys=True) for body in Keystone.bodies]
        if len(set(asked)) > 1:
            differences.append(words)
            print("DIFFERENT", words, "asked of Keystone:", *asked, sep="\n  ")

    keystone(["metric", "show", first, "-f", "json"], user)
    keystone(["archive-policy", "show", "parity", "-f", "yaml"], {**user, "OS_AUTH_TYPE": "password"})
    keystone(["archive-policy", "show", "parity", "-f", "shell"], {**user, "OS_AUTH_TYPE": "v3password", "OS_AUTH_URL": address + "/v3/"})
    keystone(["status"], {**user, "OS_REGION_NAME": "two", "OS_INTERFACE": "internal"})
    keystone(["status"], {**user, "OS_PROJECT_ID": "p", "OS_USER_DOMAIN_ID": "default"})
    keystone(["server", "version"], {**user, "OS_AUTH_TYPE": "token", "OS_TOKEN": "given", "OS_PASSWORD": ""})
    keystone(["server", "version"], {**user, "OS_AUTH_TYPE": "v3token", "OS_TOKEN": "given"})
    keystone(["metric", "show", "-r", "nowhere", "cpu"], user)
    keystone(["status"], {**user, "OS_PASSWORD": "wrong"})
    keystone(["status"], {**user, "OS_AUTH_TYPE": "token", "OS_TOKEN": "wrong"})
    keystone(["status"], {**user, "OS_AUTH_URL": ""})
    keystone(["--os-auth-type", "password", "--os-auth-url", address + "/v3", "--os-username", "me", "--os-password", "secret",
              "--os-project-name", "ours", "--os-user-domain-name", "Default", "--os-project-domain-name", "Default", "status"], {})
    keystone(["status"], {**user, "OS_REGION_NAME": "nowhere"})
    keystone(["status"], {"OS_AUTH_TYPE": "gnocchi-noauth"})
    server.shutdown()


def trouble():
    """Where the words cannot be the same, the code and the beginning are."""
    beginning = lambda text: text[:len("Unable to establish connection to http://127.0.0.1:1/v1/")]
    same(["status", "--endpoint", "http://127.0.0.1:1"], mend=beginning)
    same(["metric", "list", "--endpoint", "http://127.0.0.1:1"], mend=beginning)
    same(["status", "--endpoint", "http://nowhere.invalid"], only=("code", "out"))
    same(["status", "--os-auth-type", "nonsense"], only=("code", "out"))
    same(["-v", "server", "version"], only=("code", "out"))
    same(["-q", "server", "version"])
    same(["--os-auth-plugin", "gnocchi-basic", "--user", "someone", "server", "version", "--gnocchi-api-version", "1"])


def main():
    CLIENTS.setdefault("ours", Ours())
    CLIENTS["original"] = Original()
    metrics = prepare()
    read(*metrics)
    shapes(metrics[0])
    errors(metrics[0])
    usage()
    made()
    identity(metrics[0])
    trouble()
    for what, why in MEANT.items():
        print(f"not compared: {what} ({why})")
    print(f"{compared} compared, {len(differences)} different")
    sys.exit(1 if differences or compared < 400 // EVERY else 0)


if __name__ == "__main__":
    main()
