# SPDX-License-Identifier: Apache-2.0
"""The `mohona` command.

`main` finds the module of a subcommand by name, so that those which need no Django run where it
is not installed. One module is one noun; each has `arguments(parser)` and `run(arguments)`.
"""
