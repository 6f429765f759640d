"""Long pictures in strips: a placed scene is cut across its flow, and lines go on from the end of a strip to the next one."""
