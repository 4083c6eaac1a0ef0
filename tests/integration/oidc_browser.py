#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""oidc_browser.py WHO URL: what somebody does in the system's browser. WHO "nobody" goes back."""
import os
import sys

os.environ.setdefault('SOL_OIDC_FOLDER', '.')
from oidc_support import Browser  # noqa: E402

Browser(sys.argv[1]).follow(sys.argv[2], leave=True)
