"""The words of a rulebook's summary: each phrase in Vietnamese and in English."""

from collections.abc import Mapping

Pairs = Mapping[str, tuple[str, str]]

TITLES: Pairs = {
    "paper": ("Bài thi", "The paper"),
    "attempts": ("Số lượt", "Attempts"),
    "hours": ("Giờ thi", "Opening hours"),
    "scoring": ("Cách chấm điểm", "Scoring"),
    "prediction": ("Câu hỏi dự đoán", "The prediction"),
    "ranking": ("Xếp hạng", "Ranking"),
    "rounds": ("Kết quả chung các vòng", "All rounds together"),
    "eligibility": ("Ai được dự thi", "Who may take part"),
    "prizes": ("Giải thưởng", "Prizes"),
    "feedback": ("Khi nào biết kết quả", "When results are told"),
    "certificate": ("Giấy chứng nhận", "Certificate"),
    "results": ("Bảng xếp hạng và công bố", "Board and publication"),
}

COUNTED: Pairs = {
    "best": (
        "Lượt có kết quả tốt nhất trong vòng được tính.",
        "The best attempt of a round counts.",
    ),
    "first": (
        "Lượt đầu tiên trong vòng được tính, các lượt sau chỉ để luyện tập.",
        "The first attempt of a round counts; later ones are for practice.",
    ),
    "last": (
        "Lượt cuối cùng trong vòng được tính.",
        "The last attempt of a round counts.",
    ),
    "average": (
        "Điểm và thời gian là trung bình của mọi lượt trong vòng, làm tròn nửa lên.",
        "Points and time are the average of all attempts of a round, halves rounded up.",
    ),
}

TIE_WORDS: Pairs = {
    "score": ("điểm cao hơn", "more points"),
    "correct_items": ("nhiều câu đúng hơn", "more right answers"),
    "prediction_distance": ("dự đoán gần đáp số hơn", "a closer prediction"),
    "prediction_not_above": (
        "dự đoán không vượt quá đáp số",
        "a prediction that is not above the true number",
    ),
    "time_used": ("thời gian làm bài ngắn hơn", "less time used"),
    "handed_in_at": ("nộp bài sớm hơn", "an earlier hand-in"),
    "handed_in_last": ("nộp bài muộn hơn", "a later hand-in"),
    "fewest_attempts": ("ít lượt thi hơn", "fewer attempts"),
    "most_attempts": ("nhiều lượt thi hơn", "more attempts"),
}

KINDS: Pairs = {
    "province": ("tỉnh, thành phố", "provinces"),
    "commune": ("xã", "communes"),
    "ward": ("phường", "wards"),
    "special_zone": ("đặc khu", "special zones"),
    "agency": ("cơ quan", "agencies"),
    "school": ("trường học", "schools"),
    "association": ("đoàn thể, hội", "associations"),
    "branch": ("chi nhánh, chi hội, thôn", "branches and hamlets"),
}

MEASURES: Pairs = {
    "people": ("số người dự thi", "people taking part"),
    "attempts": ("số lượt thi", "attempts"),
    "rate": ("tỉ lệ người dự thi trên quân số", "share of its headcount taking part"),
    "average_score": ("điểm trung bình", "average score"),
    "quantity_and_quality": (
        "số người dự thi và chất lượng bài thi",
        "numbers and quality together",
    ),
}

PHRASES: Pairs = {
    # nouns
    "item": ("câu", "item"),
    "minute": ("phút", "minute"),
    "point": ("điểm", "point"),
    "attempt": ("lượt", "attempt"),
    "round": ("vòng", "round"),
    "prize": ("giải", "prize"),
    "person": ("người", "participant"),
    # the paper
    "paper": (
        "Mỗi bài {items}, làm trong {minutes}; mỗi câu {points}, tối đa {most}.",
        "Each paper has {items}, {minutes} long; {points} an item, {most} at most.",
    ),
    "weighted_paper": (
        "Mỗi bài {items}, làm trong {minutes}; {rows}; tối đa {most}.",
        "Each paper has {items}, {minutes} long; {rows}; {most} at most.",
    ),
    "weight": ("{items} mỗi câu {points}", "{items} worth {points} each"),
    "own_round": ("Riêng vòng {number}: {text}", "Round {number} alone: {text}"),
    # attempts
    "per_day": ("{attempts} mỗi ngày", "{attempts} a day"),
    "per_week": ("{attempts} mỗi tuần (từ thứ Hai)", "{attempts} a week (from Monday)"),
    "per_round": ("{attempts} mỗi vòng", "{attempts} in a round"),
    "per_contest": ("{attempts} trong cả cuộc thi", "{attempts} in the whole contest"),
    "at_most": ("Mỗi người thi tối đa {limits}.", "Everyone has at most {limits}."),
    "no_limit": (
        "Mỗi người được thi nhiều lượt, không giới hạn.",
        "Everyone may take as many attempts as they like.",
    ),
    "requires_every_answer": (
        "Chỉ tính bài đã trả lời đủ mọi câu.",
        "Only a paper with every item answered counts.",
    ),
    # hours
    "span": ("{opens} đến {closes} {days}", "{opens} to {closes}, {days}"),
    "hours": (
        "Chỉ bắt đầu bài thi trong giờ: {when}. Bài đang làm vẫn được làm tiếp.",
        "Papers may be started only from {when}. Whoever has started goes on.",
    ),
    # scoring
    "all_or_nothing": (
        "Câu nhiều đáp án chỉ được điểm khi chọn đúng và đủ.",
        "An item with several right options earns points only when all are chosen and no other.",
    ),
    "partial": (
        "Câu nhiều đáp án được điểm theo từng phần đúng.",
        "An item with several right options earns points for each right part.",
    ),
    "wrong_points": (
        "Mỗi câu trả lời sai bị trừ {points}; bỏ trống không bị trừ.",
        "A wrong answer costs {points}; an empty one costs nothing.",
    ),
    "speed_bonus": (
        "Làm nhanh được thưởng tối đa {points}, không bao giờ bằng một câu đúng.",
        "Speed earns up to {points}, never as much as one right answer.",
    ),
    # prediction
    "scope_round": ("vòng này", "this round"),
    "scope_contest": ("cả cuộc thi", "the whole contest"),
    "predict_people": (
        "Thí sinh dự đoán có bao nhiêu người dự thi {scope}.",
        "Participants predict how many people take part in {scope}.",
    ),
    "predict_attempts": (
        "Thí sinh dự đoán có bao nhiêu lượt thi trong {scope}.",
        "Participants predict how many attempts there are in {scope}.",
    ),
    "predict_all_correct_people": (
        "Thí sinh dự đoán có bao nhiêu người trả lời đúng tất cả các câu trong {scope}.",
        "Participants predict how many people get every item right in {scope}.",
    ),
    "predict_per_person": (
        "Mỗi người dự đoán một lần cho {scope}: số dự đoán đầu tiên được giữ.",
        "One prediction a person for {scope}: the first one stays.",
    ),
    "predict_per_counted_attempt": (
        "Mỗi lượt có một dự đoán; dự đoán của lượt được tính là dự đoán được xét.",
        "Every attempt has its prediction; the counted attempt's is the one compared.",
    ),
    "target_recomputed": (
        "Nếu có người bị loại sau đó, đáp số được tính lại.",
        "The true number is computed again when somebody is disqualified later.",
    ),
    # ranking
    "ranked_once": ("Xếp theo {key}.", "Ranked by {key}."),
    "ranked": (
        "Xếp theo {first}; nếu bằng nhau thì lần lượt xét: {others}.",
        "Ranked by {first}; equals by, in turn: {others}.",
    ),
    "then": (", rồi ", ", then "),
    "ties_shared_rank": (
        "Bằng nhau ở mọi tiêu chí thì cùng hạng.",
        "Those equal in everything share a rank.",
    ),
    "ties_draw": (
        "Bằng nhau ở mọi tiêu chí thì bốc thăm công khai.",
        "Those equal in everything draw lots in public.",
    ),
    # rounds
    "combine_sum": (
        "Xếp hạng chung theo tổng điểm của tất cả các vòng.",
        "An overall ranking adds up every round.",
    ),
    "combine_best_n": (
        "Xếp hạng chung theo tổng điểm {best} tốt nhất của mỗi người.",
        "An overall ranking adds up the best {best} of each person.",
    ),
    # eligibility
    "age_between": ("Người từ {least} đến {most} tuổi.", "People aged {least} to {most}."),
    "age_from": ("Người từ {least} tuổi trở lên.", "People aged {least} and over."),
    "age_to": ("Người không quá {most} tuổi.", "People aged up to {most}."),
    "organisations": (
        "Người thuộc đơn vị có mã {codes} và các đơn vị trực thuộc.",
        "People of the organisations {codes} and of those below them.",
    ),
    "organisation_kinds": ("Người thuộc khối {kinds}.", "People who belong to {kinds}."),
    "bars_committee": (
        "Thành viên ban tổ chức, tổ thư ký không dự thi.",
        "Members of the committee do not take part.",
    ),
    "guardian": (
        "Người dưới {age} tuổi cần cha, mẹ hoặc người giám hộ đồng ý.",
        "People under {age} need the consent of a parent or guardian.",
    ),
    # prizes
    "prize_line": ("{title}: {count} {per}{value}{why}.", "{title}: {count} {per}{value}{why}."),
    "prize_per_round": ("mỗi vòng", "a round"),
    "prize_per_contest": ("cả cuộc thi", "in the whole contest"),
    "each_worth": (", mỗi giải {value}", ", {value} each"),
    "for_group": (", dành cho {group}", ", for {group}"),
    "by_measure": (", xét theo {measure}", ", by {measure}"),
    "for_spreading": (
        ", cho người mời được nhiều người dự thi nhất (ít nhất {least})",
        ", for those who brought the most people along (at least {least})",
    ),
    "cap": (
        "Một người nhận tối đa {prizes} trong {within}.",
        "One person receives at most {prizes} within {within}.",
    ),
    "cap_round": ("một vòng", "a round"),
    "cap_family": ("một nhóm vòng", "a group of rounds"),
    "cap_contest": ("cả cuộc thi", "the whole contest"),
    # feedback
    "score_told": ("Điểm: {when}.", "The score: {when}."),
    "points_unpublished": (
        "Bảng kết quả không ghi điểm; điểm chỉ có trong gói kiểm phiếu, nơi không ghi tên ai.",
        "Published results tell no points; they are in the recount bundle alone, without names.",
    ),
    "key_told": ("Đáp án: {when}.", "The key: {when}."),
    "why_told": ("Giải thích: {when}.", "The explanations: {when}."),
    "key_and_why_told": ("Đáp án và giải thích: {when}.", "The key and explanations: {when}."),
    "told_after_submit": ("ngay sau khi nộp bài", "right after handing in"),
    "told_after_close": ("sau khi vòng thi đóng", "once the round is closed"),
    "told_after_publication": ("sau khi công bố kết quả", "once results are published"),
    "told_never": ("không thông báo cho thí sinh", "not told to participants"),
    # certificate
    "certified_soon": ("ngay sau khi chấm", "as soon as the paper is scored"),
    "certified_late": ("sau khi công bố kết quả", "once results are published"),
    "certificate_threshold": (
        "Đạt từ {percent}% số điểm của một vòng được cấp giấy chứng nhận điện tử, {when}.",
        "{percent}% of a round's points earn an electronic certificate, {when}.",
    ),
    "certificate_participation": (
        "Mọi người dự thi được cấp giấy chứng nhận tham gia, {when}.",
        "Everyone who takes part receives a certificate of participation, {when}.",
    ),
    # results
    "freeze": (
        "Bảng xếp hạng công khai dừng cập nhật {minutes} trước khi vòng thi đóng.",
        "The public board stands still {minutes} before a round closes.",
    ),
    "hides_totals": (
        "Số người và số lượt không hiện khi vòng thi đang mở.",
        "Numbers of people and attempts are hidden while a round is open.",
    ),
    "approval_automatic": (
        "Kết quả được công bố ngay khi chấm xong.",
        "Results are published as soon as everything is scored.",
    ),
    "approval_second_person": (
        "Kết quả được công bố sau khi người thứ hai phê duyệt.",
        "Results are published once a second person has approved them.",
    ),
    "appeal": (
        "Thời hạn khiếu nại: {days} ngày sau khi công bố.",
        "Appeals are taken for {days} days after publication.",
    ),
}
