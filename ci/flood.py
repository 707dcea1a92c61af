"""Floods and garbage for the ways that nobody is told anything by, and for the API's port.

usage: flood.py SECONDS API STATSD CARBON COLLECTD; prints packets a second to statsd
"""
import http.client, multiprocessing, os, random, socket, struct, sys, time

seconds, api, statsd, carbon, collectd = map(int, sys.argv[1:])
RATE = 100_000
end = time.monotonic() + seconds
chance = random.Random(7)


def to_statsd():
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.connect(('127.0.0.1', statsd))
    packets = [b'flood%d:1|c\nflood%d:%d|ms\nbad line' % (i % 100, i % 100, i % 97) for i in range(1000)]
    begun = time.monotonic()
    sent = 0
    while time.monotonic() < end:
        for packet in packets:
            try:
                udp.send(packet)
            except ConnectionRefusedError:
                pass
        sent += len(packets)
        ahead = sent / RATE - (time.monotonic() - begun)
        if ahead > 0:
            time.sleep(ahead)
    print('%d packets a second to statsd' % (sent / (time.monotonic() - begun)))


def text(kind, words):
    return struct.pack('>HH', kind, len(words) + 5) + words + b'\0'


def to_collectd():
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    number = 0
    while time.monotonic() < end:
        for _ in range(100):
            number += 1
            head = text(0, b'flooded%d' % (number % 10)) + struct.pack('>HHQ', 1, 12, 1_700_000_000 + number // 100)
            good = text(2, b'load') + text(4, b'gauge') + struct.pack('>HHHB', 6, 15, 1, 1) + struct.pack('<d', 1.0)
            packet = head + good
            udp.sendto(packet, ('127.0.0.1', collectd))
            udp.sendto(packet[:chance.randrange(len(packet))], ('127.0.0.1', collectd))
        time.sleep(0.01)


def garbage():
    """Random bytes to every UDP port."""
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    while time.monotonic() < end:
        for port in (statsd, carbon, collectd):
            udp.sendto(os.urandom(chance.randrange(1, 1500)), ('127.0.0.1', port))
        time.sleep(0.001)


def rudeness():
    """Connections that say nonsense, or half of something, and are cut off."""
    line = b'rude.n1 1 %d\n' % time.time()
    head = b'POST /v1/otlp/v1/metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YWRtaW46\r\nContent-Type: application/x-protobuf\r\n'
    preface = b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
    while time.monotonic() < end:
        said = [(carbon, line * 100 + line[:5]), (carbon, os.urandom(5000)), (statsd, os.urandom(5000)), (api, os.urandom(500)),
                (api, head + b'Content-Length: 100000\r\n\r\n' + os.urandom(500)), (api, preface + os.urandom(500))]
        for port, words in said:
            try:
                with socket.create_connection(('127.0.0.1', port), timeout=1) as tcp:
                    tcp.sendall(words)
                    tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            except OSError:
                time.sleep(0.05)


def nonsense():
    """Bodies that nobody can read; each has to be refused, and no answer may blame the server."""
    paths = ['v1/otlp/v1/metrics', 'v1/collectd', 'v1/influxdb/write?db=x', 'v1/prometheus/write', 'v1/prometheus/api/v1/write',
             'opentelemetry.proto.collector.metrics.v1.MetricsService/Export']
    kinds = ['application/x-protobuf', 'application/json', 'text/plain', 'application/grpc']
    blamed = 0
    while time.monotonic() < end:
        connection = http.client.HTTPConnection('127.0.0.1', api, timeout=10)
        try:
            headers = {'Authorization': 'Basic YWRtaW46', 'Content-Type': chance.choice(kinds)}
            if chance.random() < 0.3:
                headers['Content-Encoding'] = chance.choice(['gzip', 'zstd', 'snappy'])
            path = chance.choice(paths)
            connection.request('POST', '/' + path, os.urandom(chance.randrange(1, 2000)), headers)
            status = connection.getresponse().status
            if status >= 500 and status not in (501, 503):
                blamed += 1
                print('%d for nonsense to %s as %s' % (status, path, headers))
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
        time.sleep(0.002)
    if blamed:
        sys.exit(1)


works = [multiprocessing.Process(target=work) for work in (to_statsd, to_collectd, garbage, rudeness, nonsense)]
for work in works:
    work.start()
for work in works:
    work.join()
sys.exit(sum(work.exitcode != 0 for work in works))
