"""The WSGI application, configured from the environment."""

import os

from config import Config
from prize_app import create_app

app = create_app(Config.from_environ(os.environ))
