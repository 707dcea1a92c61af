package io.gnocchi.client.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Whom to trust on encrypted connections, and who we say we are.
///
/// @param insecure whether any certificate is accepted
/// @param authorities a file of certificates in PEM to trust in place of Java's
/// @param certificate a file in PEM with our certificate and, unless `key` is given, its key
/// @param key a file in PEM (PKCS#8) with the key of our certificate
public record Tls(
        boolean insecure,
        @Nullable Path authorities,
        @Nullable Path certificate,
        @Nullable Path key) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final Pattern CERTIFICATES =
            Pattern.compile("(?s)-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final char[] NO_PASSWORD = new char[0];

    /// What Java trusts, no certificate of our own.
    public static Tls standard() {
        return new Tls(false, null, null, null);
    }

    Socket over(Socket plain, String host, int port) throws IOException {
        SSLSocket socket;
        try {
            socket = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true);
        } catch (GeneralSecurityException wrong) {
            throw new IOException("TLS cannot be set up: " + wrong.getMessage(), wrong);
        }
        if (!insecure) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        var context = SSLContext.getInstance("TLS");
        context.init(identity(), trust(), null);
        return context;
    }

    private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
        if (insecure) {
            return new TrustManager[] {new TrustEverybody()};
        }
        if (authorities == null) {
            return null;
        }
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate authority : certificates(authorities)) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] identity() throws GeneralSecurityException, IOException {
        if (certificate == null) {
            return null;
        }
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry(
                "own",
                privateKey(key == null ? certificate : key),
                NO_PASSWORD,
                certificates(certificate).toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static List<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        var found = CERTIFICATES.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IOException("there is no certificate (PEM) in " + file);
        }
        byte[] text = found.group().getBytes(StandardCharsets.ISO_8859_1);
        return List.copyOf(
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(text)));
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
        var found = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IOException(
                    "there is no private key (PEM, PKCS#8) in %s; openssl pkcs8 -topk8 -nocrypt makes one"
                            .formatted(file));
        }
        var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException another) {
                // The key says only in its bytes of which kind it is.
            }
        }
        throw new IOException("the private key in " + file + " is of an unknown kind");
    }

    /// What `--insecure` asks for.
    private static final class TrustEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
