"""What the body of an article is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

#: What the bench offers in a paragraph: no heading (a block of its own), no picture, no embedding from elsewhere.
FEATURES = ["bold", "italic", "ol", "ul", "link"]


class PhotoBlock(blocks.StructBlock):
    """A picture with its caption and who took it."""

    photo = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=250)
    credit = blocks.CharBlock(label=_("credit"), max_length=80)

    class Meta:
        icon = "image"
        label = _("picture")
        template = "newsroom/_photo_block.html"


class QuoteBlock(blocks.StructBlock):
    """Words that stand out of the text."""

    words = blocks.TextBlock(label=_("words"), max_length=400)
    said_by = blocks.CharBlock(label=_("said by"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("pull quote")
        template = "newsroom/_quote_block.html"


class BodyBlock(blocks.StreamBlock):
    """The body, block by block."""

    heading = blocks.CharBlock(
        label=_("subheading"), max_length=120, icon="title", template="newsroom/_heading_block.html"
    )
    paragraph = blocks.RichTextBlock(label=_("paragraphs"), features=FEATURES, icon="pilcrow")
    photo = PhotoBlock()
    quote = QuoteBlock()
