# SPDX-License-Identifier: Apache-2.0
"""The TAXII 2.1 server (OASIS Standard, 10 June 2021), at ``/taxii2/``.

`urls` names the endpoints, `views` answers them, `door` signs in and turns refusals into
TAXII error messages, `asking` reads parameters, `cursor` makes `next`, `receiving` takes
bodies in, `status` tells what became of them, `answers` writes what goes out.
"""
