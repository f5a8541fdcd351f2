# SPDX-License-Identifier: Apache-2.0
"""The few icons there are, as paths on a 16 by 16 field. An icon always stands beside a word."""

PATHS = {
    "search": "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14",
    "copy": "M5.5 5.5V3a1 1 0 0 1 1-1H13a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1h-2.5"
    "M3 5.5h6.5a1 1 0 0 1 1 1V13a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1z",
    "check": "M2.5 8.5 6 12l7.5-8",
    "close": "M4 4l8 8M12 4l-8 8",
    "plus": "M8 3v10M3 8h10",
    "menu": "M2 4h12M2 8h12M2 12h12",
    "more": "M4 6l4 4 4-4",
    "newer": "M8 13V3M4 7l4-4 4 4",
    "older": "M8 3v10M4 9l4 4 4-4",
    "next": "M3 8h10M9 4l4 4-4 4",
    "back": "M13 8H3M7 4 3 8l4 4",
    "download": "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
    "upload": "M8 10.5V2.5M4.5 6 8 2.5 11.5 6M2.5 13.5h11",
    "person": "M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM2.7 14c.5-2.7 2.6-4 5.3-4s4.8 1.3 5.3 4",
    "warning": "M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.7v.1",
    "info": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3V11M8 5v.1",
    "link": "M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13"
    "A3 3 0 0 1 3 8.5L4.5 7",
    "key": "M6 12a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8.2 7 13 2.5M11 4.5l2 2",
    "edit": "M2.5 13.5l.7-3L11 2.7l2.3 2.3-7.8 7.8z",
    "clock": "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.7V8l2.3 1.5",
    "filter": "M2 3.5h12L9.5 8.7V13l-3-1.5V8.7z",
}
