"""One small scorer per ability, each run as `python -m eval.NAME --data DIR --split SPLIT`; the last line is the figure."""
