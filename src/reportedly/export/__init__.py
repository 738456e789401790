"""Files for other tools: each exporter writes what a view shows, sorted, and the same view gives the same bytes."""
