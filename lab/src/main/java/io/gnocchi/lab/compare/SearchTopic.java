package io.gnocchi.lab.compare;

import static io.gnocchi.lab.json.Json.members;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;

/// Search among resources in both languages, value search, and bulk deletion by search.
final class SearchTopic {
    private static final int DEPTH = 3;

    private SearchTopic() {}

    static void play(World world) {
        var chance = world.chance;
        var type = ResourceTopic.type(world);
        while (world.things.stream().filter(t -> t.type().equals(type)).count() < 4) {
            ResourceTopic.create(world, type);
        }
        for (int i = chance.between(2, 6); i > 0; i--) {
            var condition = Condition.random(world, type, DEPTH);
            var path = "/v1/search/resource/" + type.name() + ResourceTopic.listing(world, type);
            world.play(search(chance, path, condition).walking());
        }
        world.play(mine(world));
        if (chance.oneIn(4)) {
            // By id: a query over several tables makes the original delete every resource of a
            // type.
            var ids = Json.items(Json.of(doomed(world)), Json.of(doomed(world)));
            var condition = new Condition.Compare("in", "id", ids);
            world.play(
                    Step.delete("/v1/resource/" + type.name())
                            .body(JsonText.write(condition.json())));
            world.play(Step.get("/v1/resource/" + type.name()));
            world.things.removeIf(thing -> thing.type().equals(type));
        }
    }

    private static String doomed(World world) {
        return world.things.isEmpty() ? world.uuid() : world.chance.pick(world.things).id();
    }

    /// Those of the scenario, as generic resources.
    private static Step mine(World world) {
        var condition = Condition.random(world, World.GENERIC, 2);
        var own = members("like", members("project_id", world.prefix + "%"));
        var both = members("and", java.util.List.of(own, condition.json()));
        var details = world.chance.oneIn(2) ? "?details=true" : "";
        var step = Step.post("/v1/search/resource/generic" + details, both);
        return details.isEmpty() ? step : step.inAnyOrder();
    }

    private static Step search(Chance chance, String path, Condition condition) {
        if (chance.oneIn(2) || condition.depth() > 2) {
            return Step.post(path, condition.json());
        }
        var separator = path.contains("?") ? "&" : "?";
        return Step.get(path + separator + "filter=" + World.encoded(condition.text()))
                .method("POST")
                .contentType("application/json");
    }
}
