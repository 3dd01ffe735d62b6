"""The editor's panels that articles and interviews share."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from .forms import PageForm
from .formsets import DistinctChooserPanel

title_panels = [
    FieldPanel("title", classname="title"),
    FieldPanel("lead"),
]

cover_panel = MultiFieldPanel(
    [
        FieldPanel("cover"),
        FieldPanel("cover_alt"),
        FieldRowPanel([FieldPanel("cover_caption"), FieldPanel("cover_credit")]),
    ],
    heading=_("Cover"),
    icon="image",
    classname="collapsible",
)

filing_panels = [
    DistinctChooserPanel("authorships", chooser_field_name="person", heading=_("Authors"), label=_("Author")),
    DistinctChooserPanel("topic_links", chooser_field_name="topic", heading=_("Topics"), label=_("Topic")),
    FieldPanel("publication_date"),
    PublishingPanel(),
    DistinctChooserPanel(
        "related_links", chooser_field_name="related", heading=_("To read next"), label=_("Publication"), max_num=3
    ),
]

plain_promote_panels = [
    FieldPanel("slug", help_text=_("The end of the page’s address. Left empty, it is made from the title.")),
    MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], heading=_("In search engines")),
]
"""For pages that are no publication. Wagtail's own offer to show a page in menus: ours are in the site's settings."""

promote_panels = [
    FieldPanel("slug", help_text=_("The end of the page’s address. Left empty, it is made from the title.")),
    MultiFieldPanel(
        [FieldPanel("listing_title"), FieldPanel("listing_summary"), FieldPanel("listing_image")],
        heading=_("In the site’s lists"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("seo_title"),
            FieldPanel("search_description"),
            FieldPanel("social_title"),
            FieldPanel("social_summary"),
            FieldPanel("social_image"),
        ],
        heading=_("In search engines and when shared"),
    ),
]


def tabs(content_panels: list, *, base_form_class: type[PageForm] = PageForm) -> TabbedInterface:
    """The editor of a publication: its own content, then what files it, then how it shows elsewhere."""
    return TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList([*filing_panels, CommentPanel()], heading=_("Filing")),
            ObjectList(promote_panels, heading=_("Lists and sharing")),
        ],
        base_form_class=base_form_class,
    )
