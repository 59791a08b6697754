"""From standings in a group to the Bot API's JSON: ChatMember and ChatFullInfo."""

from __future__ import annotations

from minutebook.sandbox.chats import AnyChat, Chat, Group, Member
from minutebook.sandbox.people import Account, Bot
from minutebook.sandbox.shapes import chat, message, user
from minutebook.sandbox.wire import Obj

FOR_ADMINS = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members"
    " can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
    " can_pin_messages can_manage_topics"
)
FOR_MEMBERS = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos"
    " can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages"
    " can_add_web_page_previews can_react_to_messages can_edit_tag can_change_info can_invite_users"
    " can_pin_messages can_manage_topics"
)
ADMIN_RIGHTS = FOR_ADMINS.split()
MEMBER_RIGHTS = FOR_MEMBERS.split()
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def outsider(account: Account) -> Obj:
    """A ChatMember for somebody who is not in the group: "left", not an error."""
    return {"status": "left", "user": user(account)}


def member(standing: Member) -> Obj:
    """A ChatMember of the kind its status names."""
    out: Obj = {"status": standing.status, "user": user(standing.who)}
    if standing.status == "creator":
        out["is_anonymous"] = standing.anonymous
    elif standing.status == "administrator":
        out |= {"can_be_edited": False, "is_anonymous": standing.anonymous, "can_promote_members": False}
        out |= dict.fromkeys(ADMIN_RIGHTS, True)
        out["can_delete_messages"] = standing.can_delete_messages
        out["can_manage_topics"] = standing.can_manage_topics
    elif standing.status == "restricted":
        out |= {"is_member": True, "until_date": 0, **dict.fromkeys(MEMBER_RIGHTS, False)}
    elif standing.status == "kicked":
        out["until_date"] = 0
    if standing.admin and standing.title:
        out["custom_title"] = standing.title
    return out


def full_chat(place: AnyChat, bot: Bot) -> Obj:
    """A ChatFullInfo."""
    out = chat(place)
    out |= {
        "accent_color_id": 1,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if not isinstance(place, Chat):
        return out
    if place.pinned is not None and not place.pinned.deleted:
        out["pinned_message"] = message(place.pinned, bot, nested=True)
    if isinstance(place, Group):
        out["permissions"] = dict.fromkeys(MEMBER_RIGHTS, True)
        out["has_visible_history"] = True
        if place.protected:
            out["has_protected_content"] = True
        if place.available_reactions is not None:
            allowed: list[Obj] = [{"type": "emoji", "emoji": emoji} for emoji in place.available_reactions]
            out["available_reactions"] = allowed
    return out
