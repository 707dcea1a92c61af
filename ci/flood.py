"""Garbage for the ways that nobody is told anything by, and for the API's port; some of it looks good at first.

usage: flood.py SECONDS API STATSD CARBON COLLECTD
"""
import gzip, http.client, multiprocessing, os, random, socket, struct, sys, time

seconds, api, statsd, carbon, collectd = map(int, sys.argv[1:])
end = time.monotonic() + seconds
chance = random.Random(7)


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
    """Random bytes, cut and huge lines to every UDP port."""
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    while time.monotonic() < end:
        stub = (b'good:1|c\ncut' + b'x' * chance.randrange(60_000), b'good.n1 1 1700000000\ncut.' + b'x' * chance.randrange(60_000))
        for port, words in ((statsd, stub[0]), (carbon, stub[1]), (collectd, text(0, b'x' * chance.randrange(600)))):
            udp.sendto(os.urandom(chance.randrange(1, 1500)), ('127.0.0.1', port))
            udp.sendto(words, ('127.0.0.1', port))
        time.sleep(0.001)


def rudeness():
    """Connections that say nonsense, or half of something, and are cut off."""
    line = b'rude.n1 1 %d\n' % time.time()
    head = b'POST /v1/otlp/v1/metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YWRtaW46\r\nContent-Type: application/x-protobuf\r\n'
    preface = b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
    while time.monotonic() < end:
        said = [(carbon, line * 100 + line[:5]), (carbon, os.urandom(5000)), (statsd, os.urandom(5000)), (api, os.urandom(500)),
                (carbon, b'x' * 500_000), (statsd, b'x' * 500_000), (carbon, b'huge.' + b'x' * 100_000 + b' 1 1\n' + line),
                (api, head + b'Content-Length: 100000\r\n\r\n' + os.urandom(500)), (api, preface + os.urandom(500))]
        for port, words in said:
            try:
                with socket.create_connection(('127.0.0.1', port), timeout=1) as tcp:
                    tcp.sendall(words)
                    tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            except OSError:
                time.sleep(0.05)


def varint(number):
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + varint(number >> 7)


def field(number, body):
    return varint(number << 3 | 2) + varint(len(body)) + body


# One good body of each protocol, of which parts are sent.
NAME = field(1, b'host.name') + field(2, field(1, b'cut'))
POINT = b'\x19' + struct.pack('<Q', 1_700_000_000_000_000_000) + b'\x21' + struct.pack('<d', 1)
OTLP = field(1, field(1, field(1, NAME)) + field(2, field(2, field(1, b'cut') + field(5, field(1, POINT)))))
SERIES = field(1, field(1, b'__name__') + field(2, b'cut')) + field(2, b'\x09' + struct.pack('<d', 1) + b'\x10' + varint(1_700_000_000_000))
WRITE = field(1, SERIES)
SNAPPY = varint(len(WRITE)) + bytes([(len(WRITE) - 1) << 2]) + WRITE if len(WRITE) <= 60 else varint(len(WRITE)) + bytes([60 << 2, len(WRITE) - 1]) + WRITE
GRPC = b'\0' + struct.pack('>I', len(OTLP)) + OTLP
LIST = b'[{"values":[1],"dsnames":["value"],"time":1700000000,"host":"cut","plugin":"p","type":"gauge"}]'
GOOD = [('v1/otlp/v1/metrics', OTLP, 'application/x-protobuf'), ('v1/prometheus/write', SNAPPY, 'application/x-protobuf'),
        ('v1/prometheus/api/v1/write', SNAPPY, 'application/x-protobuf'), ('v1/collectd', LIST, 'application/json'),
        ('v1/otlp/v1/metrics', b'{"resourceMetrics":[]}', 'application/json'), ('v1/influxdb/write?db=shop', b'cut,host=cut x=1 1', 'text/plain'),
        ('opentelemetry.proto.collector.metrics.v1.MetricsService/Export', GRPC, 'application/grpc')]


def cut_short():
    """Good bodies that are cut at any byte, also in their packing, or have one byte changed."""
    path, body, kind = chance.choice(GOOD)
    body = bytearray(body)
    if chance.random() < 0.5:
        body = body[:chance.randrange(len(body))]
    else:
        body[chance.randrange(len(body))] = chance.randrange(256)
    headers = {'Content-Type': kind, 'Authorization': 'Basic YWRtaW46'}
    if 'prometheus' in path:
        headers['Content-Encoding'] = 'snappy'
    elif chance.random() < 0.3:
        headers['Content-Encoding'] = 'gzip'
        body = gzip.compress(bytes(body))[:chance.randrange(1, 40)]
    return path, bytes(body), headers


def nonsense():
    """Bodies that nobody can read, or not whole; no answer may blame the server."""
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
            path, body = chance.choice(paths), os.urandom(chance.randrange(1, 2000))
            if chance.random() < 0.5:
                path, body, headers = cut_short()
            connection.request('POST', '/' + path, body, headers)
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


works = [multiprocessing.Process(target=work) for work in (to_collectd, garbage, rudeness, nonsense)]
for work in works:
    work.start()
for work in works:
    work.join()
sys.exit(sum(work.exitcode != 0 for work in works))
