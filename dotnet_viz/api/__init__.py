"""The functions of the package, one module per subject; :mod:`dotnet_viz.api.functions` lists them all."""
