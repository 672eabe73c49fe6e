"""What is asked of Facebook, by name: scopes and fields."""

from __future__ import annotations

SCOPES = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "read_insights",
    "business_management",
)


OWN_FIELDS = "id,username,access_token"


PROFILE = (
    "id,name,username,about,fan_count,followers_count,link,website,location,category,cover{source},"
    "picture.width(200).height(200){url,is_silhouette}"
)


OWN_PROFILE = f"{PROFILE},emails,phone,is_published"


_TOTALS = "reactions.limit(0).summary(total_count),comments.limit(0).filter(stream).summary(true)"


POST = (
    "id,created_time,message,message_tags,status_type,permalink_url,parent_id,is_published,from,"
    f"shares,attachments{{media_type,type,unshimmed_url,title}},{_TOTALS}"
)


REEL = f"id,created_time,description,permalink_url,length,published,from,views,post_id,{_TOTALS}"


COMMENT = "id,message,created_time,from{id},parent{id}"
