"""Records sent to courts and agencies on request: asked for, examined, released, received."""
