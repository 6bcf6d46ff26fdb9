"""Pictures as files and as places in them: read, made small, drawn. No torch, no Qt."""
