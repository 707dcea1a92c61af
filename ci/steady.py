"""Senders that go on until all they have is acknowledged, whatever becomes of the server meanwhile.

usage: steady.py PORT SECONDS; prints how many measures were acknowledged, by the way they went, and how often one had to try again
"""
import base64, json, sys, threading, time, urllib.request

from influxdb import InfluxDBClient

port, seconds = map(int, sys.argv[1:])
POINTS = 200
BEGIN = int(time.time()) * 1000
end = time.monotonic() + seconds
acknowledged = {}
failures = 0


def steadily(way, send):
    """Sends loads one after the other, each again until it is acknowledged; each point has a millisecond of its own."""
    global failures
    count = 0
    while time.monotonic() < end:
        milliseconds = range(BEGIN + count, BEGIN + count + POINTS)
        while True:
            try:
                send(milliseconds)
                break
            except Exception as trouble:  # whatever a client library makes of a server that has gone
                failures += 1
                if time.monotonic() > end + 60:
                    print('%s: %s' % (way, trouble), file=sys.stderr)
                    return
                time.sleep(0.1)
        count += POINTS
        time.sleep(0.01)
    acknowledged[way] = count


def post(path, body, kind):
    request = urllib.request.Request('http://127.0.0.1:%d/%s' % (port, path), body.encode(), {
        'Authorization': 'Basic ' + base64.b64encode(b'admin:x').decode(), 'Content-Type': kind})
    with urllib.request.urlopen(request, timeout=10) as answer:
        said = answer.read()
        if said:
            raise ValueError('not all was taken: %s' % said)


client = InfluxDBClient('127.0.0.1', port, 'admin', 'x', 'shop', path='v1/influxdb', timeout=10, retries=1)


def influxdb(times):
    client.write_points([{'measurement': 'steady', 'tags': {'host': 'steady'}, 'fields': {'value': 1.0}, 'time': time} for time in times],
                        time_precision='ms')


def influxdb2(times):
    lines = '\n'.join('steady,host=steady2 value=1 %d' % time for time in times)
    post('api/v2/write?org=any&bucket=shop&precision=ms', lines, 'text/plain')


def collectd(times):
    post('v1/collectd', json.dumps([
        {'values': [1], 'dstypes': ['gauge'], 'dsnames': ['value'], 'time': time / 1000, 'interval': 10, 'host': 'steady', 'plugin': 'steady',
         'plugin_instance': '', 'type': 'gauge', 'type_instance': ''} for time in times
    ]), 'application/json')


threads = [threading.Thread(target=steadily, args=(send.__name__, send)) for send in (influxdb, influxdb2, collectd)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps({**acknowledged, 'failures': failures}))
sys.exit(len(acknowledged) != len(threads))
