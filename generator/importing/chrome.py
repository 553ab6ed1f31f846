"""Lines of a web page around its document: kept as received, in no field."""

import re

_NAMED = (
    "打印|关闭|Copyright|返回(?:顶部|首页|列表|原图|上页|上一页)?$|上一[篇条]|下一[篇条]|分享(?:到|至|给)?|扫一扫|收藏|版权所有|主办(?:单位|方)?[：:]|承办"
    "|网站标识码|.{0,12}ICP备|.?公网安备|(?:责任编辑|责编|编辑|上传|校对|审核|审校|发布|录入|摄影)人?(?:员)?[：:]|浏览(?:次数|量)|阅读(?:次数|量)"
    "|点击(?:数|率)|字[体号][：:大【]|信息来源[：:]|来源[：:]|附件下载|相关(?:链接|阅读|文章|附件|新闻)|友情链接|(?:联系我们|关于我们|网站地图|网站首页)$"
)
AT_THE_END = re.compile(rf"^(?!.*。)(?:[【\[]?\s*(?:{_NAMED}).{{0,60}})$|^[\W_]{{1,20}}$")
"""Lines after a document that belong to its page."""
WHERE = re.compile(
    r"(?:当前|现在|所在|您).{0,4}(?:的)?位置\s*(?:[：:]|是)|首页\s*(?:>|＞|»|›|/|-|—|→|>>)|^(?:网站)?首页$|^\[?首页"
)
"""The way to the page from its site's first page."""


def is_at_the_end(line: str) -> bool:
    """Whether ``line``, after a document, belongs to its page."""
    return all(AT_THE_END.match(part.strip()) for part in line.split("\n") if part.strip())


def is_way(line: str) -> bool:
    """Whether ``line`` says where in its site the page is."""
    return bool(WHERE.search(line)) and len(line) < 80
