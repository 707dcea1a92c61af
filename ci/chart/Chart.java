import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.marcnuri.helm.Helm;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What Helm makes of the chart: `Chart CHART lint` tells its complaints, `Chart CHART render [VALUES..]` the objects, one JSON a line,
/// after a look whether Kubernetes knows each of their fields.
public final class Chart {
    private Chart() {}

    public static void main(String[] arguments) throws IOException {
        var helm = new Helm(Path.of(arguments[0]));
        if (arguments[1].equals("lint")) {
            var result = helm.lint().strict().call();
            result.getMessages().forEach(System.out::println);
            System.exit(result.isFailed() ? 1 : 0);
        }
        var template = helm.template().withName("measured").withNamespace("watch").withKubeVersion("1.31.0");
        for (int i = 2; i < arguments.length; i++) {
            template.withValuesFile(Path.of(arguments[i]));
        }
        String rendered;
        try {
            rendered = template.call();
        } catch (IllegalStateException refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
            return;
        }
        var gson = new Gson();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(rendered)) {
            if (document != null) {
                var object = gson.toJsonTree(document).getAsJsonObject();
                requireKnown(object);
                System.out.println(object);
            }
        }
    }

    private static void requireKnown(JsonObject object) throws IOException {
        var kind = object.get("apiVersion").getAsString() + " " + object.get("kind").getAsString();
        JsonElement element = object;
        switch (kind) {
            case "v1 Secret" -> V1Secret.validateJsonElement(element);
            case "v1 Service" -> V1Service.validateJsonElement(element);
            case "apps/v1 Deployment" -> V1Deployment.validateJsonElement(element);
            case "batch/v1 Job" -> V1Job.validateJsonElement(element);
            case "policy/v1 PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(element);
            case "autoscaling/v2 HorizontalPodAutoscaler" -> V2HorizontalPodAutoscaler.validateJsonElement(element);
            case "monitoring.coreos.com/v1 ServiceMonitor", "monitoring.coreos.com/v1 PodMonitor" ->
                    System.err.println("not known here, and not looked into: " + kind);
            default -> throw new IllegalStateException("nobody has looked at a " + kind);
        }
    }
}
