"""The door for the web server."""

from django.core.wsgi import get_wsgi_application

from binhyen.project import command
from binhyen.project.buffering import Buffered

command.prepare()
application = Buffered(get_wsgi_application())
