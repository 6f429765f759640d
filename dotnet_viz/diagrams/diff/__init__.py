"""Pictures of what differs between two models; their names are in :data:`dotnet_viz.diagrams.DIFFERENCE_STYLES`."""
