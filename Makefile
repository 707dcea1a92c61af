# The ways into this house; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run build client check fmt bench jmh growth cores reads cold-reads account ways-in sim torture thirty-one compare overload install deb image clean

PORT ?= 8041
HOST ?= 127.0.0.1
DATA ?= ./data
CONFIG ?=
SEED ?=
PREFIX ?= /usr/local
DESTDIR ?=
# Where all but the commands' names is put, under PREFIX.
PLACE ?= share/gnocchi

MAVEN = JAVA_HOME="$$(bin/find-java jdk)" && export JAVA_HOME && \
	{ command -v mvn >/dev/null || { echo "building needs Maven (mvn), and found none on the PATH" >&2; exit 1; }; } && \
	MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $$MAVEN_OPTS" mvn -B -ntp

# What the server is made of. Folders stand in it too, so that a deleted file is a change.
POMS := pom.xml core/pom.xml server/pom.xml client/pom.xml lab/pom.xml
SOURCES := $(POMS) $(shell find core/src/main server/src/main ui/static 2>/dev/null)
CLIENT_SOURCES := $(shell find client/src/main 2>/dev/null)
LAB_SOURCES := $(shell find lab/src/main 2>/dev/null)
LAB_CLASSPATH = lab/target/classes:build/lib/*:lab/target/lib/*

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18
	@echo
	@echo "  make run PORT=8055 DATA=/some/dir HOST=0.0.0.0 CONFIG=gnocchi.conf ARGS=--demo"
	@echo "  make install PREFIX=/usr DESTDIR=/tmp/package"

run: build/stamp ## build what changed and start gnocchi-server; Ctrl-C stops it
	@exec bin/gnocchi-server --host '$(HOST)' --port '$(PORT)' --data-dir '$(DATA)' $(if $(CONFIG),--config-file '$(CONFIG)') $(ARGS)

build: build/stamp ## build without starting

client: build/client-stamp ## build the command line, bin/gnocchi

# The jars are copied out of target, so that a running server keeps its own through a later build.
build/stamp: $(SOURCES)
	@echo "building; this takes a minute or two when it is the first time"
	@rm -rf server/target/lib
	@$(MAVEN) -q -pl server -am -DskipTests package
	@rm -rf build/lib.new && mkdir -p build/lib.new
	@cp server/target/lib/*.jar server/target/gnocchi-server-*.jar build/lib.new/
	@ci/unpack-native build/lib.new || echo 'SQLite unpacks its library at every start' >&2
	@rm -rf build/lib && mv build/lib.new build/lib
	@ci/aot-cache > build/aot-cache.log 2>&1 || \
		echo 'no AOT cache (see build/aot-cache.log): all works, starts take longer' >&2
	@touch $@

# Java remembers what a run of usual commands loads, so that `gnocchi` starts in no time.
build/client-stamp: pom.xml client/pom.xml $(CLIENT_SOURCES)
	@echo "building the command line"
	@rm -rf client/target/lib client/target/gnocchi-client-*.jar
	@$(MAVEN) -q -pl client -Dmaven.test.skip=true package
	@rm -rf build/client-lib.new && mkdir -p build/client-lib.new
	@cp client/target/gnocchi-client-*.jar build/client-lib.new/gnocchi-client.jar
	@cp client/target/lib/jackson-core-*.jar build/client-lib.new/jackson-core.jar
	@cp client/target/lib/jline-*.jar build/client-lib.new/jline.jar
	@mkdir build/client-lib.new/parquet
	@cp client/target/lib/parquet-*.jar client/target/lib/jts-core-*.jar client/target/lib/slf4j-*.jar build/client-lib.new/parquet/
	@bin/find-java > build/client-lib.new/java-home
	@rm -rf build/client-lib && mv build/client-lib.new build/client-lib
	@bin/rehearse build/client-lib
	@touch $@

build/THIRD-PARTY.txt: $(POMS)
	@$(MAVEN) -q -pl server,client -am license:aggregate-add-third-party

check: ## what CI runs: format, compile with every warning an error, all tests
	@$(MAVEN) spotless:check verify

fmt: ## format the sources
	@$(MAVEN) -q spotless:apply

build/lab-stamp: build/stamp $(LAB_SOURCES)
	@rm -rf lab/target/lib
	@$(MAVEN) -q -pl lab -am -DskipTests package
	@touch $@

bench: build/lab-stamp ## measure the original and ours side by side into docs/benchmarks; ARGS='--seconds 3'
	@ci/bench $(ARGS)

jmh: build/lab-stamp ## measure codecs, folds, parsing and operations step by step; ARGS='--quick --only Values'
	@exec "$$(bin/find-java)/bin/java" -Xmx1g -XX:+UseCompactObjectHeaders --sun-misc-unsafe-memory-access=allow \
		-cp '$(LAB_CLASSPATH)' io.gnocchi.lab.micro.Micro $(ARGS)

growth: build/lab-stamp ## the costs of a measure, a query and a metric as they become many; ARGS='--metrics 1000,1000000'
	@exec "$$(bin/find-java)/bin/java" -Xmx4g -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
		-cp '$(LAB_CLASSPATH)' io.gnocchi.lab.growth.Growth $(ARGS)

cores: build/lab-stamp ## measures a second that a server accepts with one core and with two; ARGS='--out FILE'
	@ci/cores $(ARGS)

reads: build/stamp ## requests to S3 for reads, cold and warm, as s3proxy counts them; ARGS='--out FILE'
	@ci/reads-on-s3 $(ARGS)

cold-reads: build/lab-stamp ## requests to an object store for a read at any time of some days, simulated; ARGS='--metrics 1000 --minutes 1,60'
	@exec "$$(bin/find-java)/bin/java" -Xmx4g -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
		-cp '$(LAB_CLASSPATH)' io.gnocchi.lab.growth.ColdReads $(ARGS)

account: build/lab-stamp ## count requests to an object store; ARGS='--metrics 1000000 --minutes 5'
	@exec "$$(bin/find-java)/bin/java" -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
		-cp '$(LAB_CLASSPATH)' io.gnocchi.lab.S3Requests $(ARGS)

ways-in: build/lab-stamp build/client-stamp ## measures a second by each protocol, into docs/benchmarks/ways-in.md; ARGS='--seconds 3 --only statsd --out /dev/null'
	@ci/ways-in $(ARGS)

sim: build/lab-stamp ## simulate a cluster; SEED=n replays one run
	@exec "$$(bin/find-java)/bin/java" -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
		-cp '$(LAB_CLASSPATH)' io.gnocchi.lab.Simulate $(if $(SEED),--seed $(SEED)) $(ARGS)

torture: build/lab-stamp ## hurt real processes under load, read all back; ARGS='--on files --seconds 300 --seed N'
	@exec "$$(bin/find-java)/bin/java" -Xmx512m -XX:+UseCompactObjectHeaders \
		-cp '$(LAB_CLASSPATH)' io.gnocchi.lab.outside.Torture $(ARGS)

thirty-one: build/lab-stamp ## let each S3 request fail while 31 measures are processed, by the original and ours
	@exec "$$(bin/find-java)/bin/java" -Xmx512m -XX:+UseCompactObjectHeaders \
		-cp '$(LAB_CLASSPATH)' io.gnocchi.lab.outside.ThirtyOne $(ARGS)

compare: build/lab-stamp ## random requests against the original and ours; ARGS='--seed N --cases 1 --show' replays
	@ci/compare $(ARGS)

overload: build/stamp ## a small server on a slow store, offered more than it can take; ARGS='--seconds 60'
	@ci/overload $(ARGS)

install: build/stamp build/client-stamp ## put the commands under PREFIX
	@install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/$(PLACE)/bin'
	@rm -rf '$(DESTDIR)$(PREFIX)/$(PLACE)/lib'
	@install -d '$(DESTDIR)$(PREFIX)/$(PLACE)/lib'
	@install -p -m 644 build/lib/* '$(DESTDIR)$(PREFIX)/$(PLACE)/lib/'
	@if [ -f build/gnocchi.aot ]; then install -p -m 644 build/gnocchi.aot '$(DESTDIR)$(PREFIX)/$(PLACE)/'; fi
	@install -m 755 bin/* '$(DESTDIR)$(PREFIX)/$(PLACE)/bin/'
	@install -m 644 LICENSE '$(DESTDIR)$(PREFIX)/$(PLACE)/'
	@rm -rf '$(DESTDIR)$(PREFIX)/$(PLACE)/client-lib'
	@install -d '$(DESTDIR)$(PREFIX)/$(PLACE)/client-lib/parquet' '$(DESTDIR)$(PREFIX)/share/man/man1'
	@install -p -m 644 build/client-lib/*.jar build/client-lib/java-home '$(DESTDIR)$(PREFIX)/$(PLACE)/client-lib/'
	@if [ -f build/client-lib/gnocchi.aot ]; then \
		install -p -m 644 build/client-lib/gnocchi.aot '$(DESTDIR)$(PREFIX)/$(PLACE)/client-lib/'; fi
	@install -p -m 644 build/client-lib/parquet/*.jar '$(DESTDIR)$(PREFIX)/$(PLACE)/client-lib/parquet/'
	@bin/gnocchi manual --directory '$(DESTDIR)$(PREFIX)/share/man/man1'
	@install -d '$(DESTDIR)$(PREFIX)/share/bash-completion/completions' '$(DESTDIR)$(PREFIX)/share/zsh/site-functions' \
		'$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d'
	@bin/gnocchi complete --shell bash > '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/gnocchi'
	@bin/gnocchi complete --shell zsh > '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_gnocchi'
	@bin/gnocchi complete --shell fish > '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/gnocchi.fish'
	@for command in bin/gnocchi bin/gnocchi-*; do \
		ln -sf "../$(PLACE)/$$command" '$(DESTDIR)$(PREFIX)/bin/'; done
	@echo "installed under $(DESTDIR)$(PREFIX)"

build/packaged-stamp: build/stamp build/client-stamp packaging/stage packaging/modules packaging/manual-pages $(wildcard bin/*) ci/aot-cache
	@packaging/stage build/packaged
	@touch $@

deb: build/packaged-stamp ## build a Debian package that brings its own Java, into build
	@packaging/deb build/packaged build

image: build/packaged-stamp ## build a container image, an archive in build; wants podman, buildah or docker, and Debian's packages
	@packaging/image/build build/packaged build

clean: ## forget what was built; data stays
	@rm -rf build core/target server/target client/target lab/target
