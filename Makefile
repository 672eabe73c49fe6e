# Tasks, each a part of .ci/run: `make fast` before a commit, `make` for all that CI does.
.PHONY: all fast checks wheel worlds coverage
all:
	.ci/run
fast checks wheel worlds coverage:
	.ci/run $@
