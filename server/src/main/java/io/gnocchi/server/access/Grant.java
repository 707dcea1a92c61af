package io.gnocchi.server.access;

/// A kind of caller that a rule lets pass.
enum Grant {
    ANYBODY {
        @Override
        boolean covers(Caller caller, Target target) {
            return true;
        }
    },
    ADMIN {
        @Override
        boolean covers(Caller caller, Target target) {
            return caller.roles().contains("admin");
        }
    },
    SERVICE {
        @Override
        boolean covers(Caller caller, Target target) {
            return caller.roles().contains("service");
        }
    },
    /// The user who made the target, or one of the same project.
    CREATOR {
        @Override
        boolean covers(Caller caller, Target target) {
            return caller.creator().equals(target.creator())
                    || (caller.projectId() != null
                            && caller.projectId().equals(target.creatorProject()));
        }
    },
    /// A member of the project the target is attributed to.
    OWNER {
        @Override
        boolean covers(Caller caller, Target target) {
            return caller.projectId() != null && caller.projectId().equals(target.projectId());
        }
    };

    abstract boolean covers(Caller caller, Target target);
}
