// Exports of OpenTelemetry's metrics by HTTP and gRPC at a time, each sent again until it is acknowledged; prints how many points were.
// usage: flood.mjs PORT SECONDS HTTP-CLIENTS GRPC-CLIENTS      (where @grpc/grpc-js is)
import { createRequire } from 'node:module';
const grpc = createRequire(process.cwd() + '/')('@grpc/grpc-js');

const [port, seconds, overHttp, overGrpc] = process.argv.slice(2).map(Number);
const POINTS = 500;
const SERVICE = '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export';
const BEGIN = BigInt(Math.floor(Date.now() / 1000)) * 1_000_000_000n;
const end = Date.now() + 1000 * seconds;
const acknowledged = { http: 0, grpc: 0 };
let failures = 0;

const varint = (number) => {
    const bytes = [];
    for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
    return Buffer.from([...bytes, number]);
};
const field = (number, bytes) => Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
const text = (number, words) => field(number, Buffer.from(words));

// A gauge of one sender, at instants nobody else uses.
function body(scope, number, from) {
    const points = [];
    for (let i = 0; i < POINTS; i++) {
        const point = Buffer.alloc(18);
        point.writeUInt8(3 * 8 + 1, 0);
        point.writeBigUInt64LE(BEGIN + BigInt(from + i) * 1000n, 1);
        point.writeUInt8(4 * 8 + 1, 9);
        point.writeDoubleLE(1, 10);
        points.push(field(1, point));
    }
    const metric = Buffer.concat([text(1, 'flood'), field(5, Buffer.concat(points))]);
    const host = Buffer.concat([text(1, 'host.name'), field(2, text(1, scope + number))]);
    const resource = field(1, field(1, host));
    return field(1, Buffer.concat([resource, field(2, Buffer.concat([field(1, text(1, scope)), field(2, metric)]))]));
}

async function byHttp(bytes) {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/otlp/v1/metrics`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-protobuf', authorization: 'Basic YWRtaW46' },
        body: bytes,
        signal: AbortSignal.timeout(10_000),
    });
    const said = Buffer.from(await answer.arrayBuffer());
    if (answer.status === 200 && said.length > 0) throw new Error('refused in part: ' + said);
    return answer.status === 200;
}

function byGrpc(client, bytes) {
    const metadata = new grpc.Metadata();
    metadata.set('authorization', 'Basic YWRtaW46');
    return new Promise((resolve, reject) => {
        const same = (buffer) => buffer;
        client.makeUnaryRequest(SERVICE, same, same, bytes, metadata, { deadline: Date.now() + 10_000 }, (error, said) =>
            error ? reject(error) : resolve(said.length === 0));
    });
}

async function send(way, number) {
    const client = way === 'grpc' ? new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), { 'grpc.max_reconnect_backoff_ms': 500 }) : null;
    let from = 0;
    let good = true;
    while (Date.now() < end || !good) {
        const bytes = body(`flood-${way}`, number, from);
        try {
            good = await (client ? byGrpc(client, bytes) : byHttp(bytes));
        } catch (error) {
            good = false;
        }
        if (good) {
            acknowledged[way] += POINTS;
            from += POINTS;
        } else {
            failures++;
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
    }
    client?.close();
}

await Promise.all([
    ...Array.from({ length: overHttp }, (_, number) => send('http', number)),
    ...Array.from({ length: overGrpc }, (_, number) => send('grpc', number)),
]);
console.log(JSON.stringify({ ...acknowledged, failures }));
