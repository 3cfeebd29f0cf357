/** Who would win under a rulebook. */

const vi = {
  simulator: {
    why: 'So thể lệ đang áp dụng với bản soạn: ai đoạt giải, chỗ nào bằng nhau. Không lưu gì cả.',
    on: 'Thử trên',
    invented: 'Người giả định',
    round: (title: string) => `Bài thật của ${title}`,
    people: 'Số người',
    share: 'Phần trăm người đúng tất cả',
    shareHint: 'Các cuộc thi thật: từ 3 đến 59%.',
    seed: 'Số bắt đầu',
    seedHint: 'Cùng số thì cùng người.',
    run: 'Thử',
    running: 'Đang thử…',
    inForce: 'Đang áp dụng',
    draft: 'Bản soạn',
    facts: {
      people: 'Người dự thi',
      attempts: 'Lượt được tính',
      allCorrect: 'Đúng tất cả',
      target: 'Đáp số dự đoán',
    },
    ties: 'Bằng nhau ở ranh giới giải',
    tie: (people: string, rank: string, places: string) =>
      `${people} người cùng hạng ${rank} tranh ${places} chỗ`,
    noTies: 'Không có',
    both: (count: string) => `${count} người đoạt giải theo cả hai`,
    only: (first: string, second: string) =>
      `${first} người chỉ theo thể lệ đang áp dụng, ${second} người chỉ theo bản soạn`,
    table: 'Những người đoạt giải theo một trong hai thể lệ',
    name: 'Thí sinh',
    rank: 'Hạng',
    points: 'Điểm',
    distance: 'Lệch dự đoán',
    time: 'Thời gian',
    none: 'Chưa có bài thi nào được chấm.',
    prize: 'Giải',
    level: 'đồng hạng',
    excluded: 'Không đủ điều kiện',
    prizes: 'Các giải',
    given: (given: string, count: string) => `đã rõ ${given}/${count}`,
    levelFor: (people: string) => `${people} bên ngang nhau, chờ bốc thăm hoặc Ban Tổ chức`,
    unconsidered: 'Chưa tính đến',
    codes: {
      no_prize_table: 'Thể lệ chưa có bảng giải cá nhân: thử với 1, 2, 3 và 10 chỗ.',
      scores_stay:
        'Bài đã làm giữ nguyên điểm: đổi đề, thời gian làm bài hay cách chấm không thử được trên bài cũ.',
      more_attempts: 'Những lượt thi mà thể lệ lúc ấy không cho phép thì không có để tính.',
      opening_hours: 'Giờ mở cửa phòng thi: bài đã làm ngoài giờ mới vẫn được tính.',
      newly_allowed: 'Ai bị từ chối theo thể lệ lúc thi thì không có bài để tính.',
      held_earlier: 'Giải của các vòng trước lấy theo người đang giữ giải thật, không thử lại.',
      other_rounds: 'Giới hạn lượt và dự đoán cho cả cuộc thi chỉ được tính trong vòng này.',
      contest_prizes:
        'Giải chung của cuộc thi: ở đây chỉ một vòng được thử, các vòng không cộng lại.',
      invented_people:
        'Tuổi của người giả định được đoán, đơn vị được chia theo quân số: chỉ để hình dung.',
      one_point_an_item:
        'Người giả định được 1 điểm mỗi câu đúng, không tính trọng số, điểm trừ hay điểm thưởng.',
      caps_beyond_round:
        'Giới hạn số giải vượt ra ngoài một vòng: người giả định chưa giữ giải nào.',
      spreading: 'Giải lan tỏa: người giả định không mời ai.',
      committee_and_guardians:
        'Thành viên ban tổ chức và sự đồng ý của người giám hộ: coi như không ai vướng.',
      no_organisations:
        'Chưa có đơn vị nào dưới đơn vị tổ chức: người giả định không thuộc đơn vị nào.',
    } as Record<string, string>,
  },
};

const en: typeof vi = {
  simulator: {
    why: 'Compares the rulebook in force with your draft: who wins, where people tie. Nothing is stored.',
    on: 'Try it on',
    invented: 'Invented people',
    round: (title) => `The papers of ${title}`,
    people: 'People',
    share: 'Share of people all correct (%)',
    shareHint: 'Real contests: 3 to 59%.',
    seed: 'Seed',
    seedHint: 'The same seed makes the same people.',
    run: 'Try',
    running: 'Trying…',
    inForce: 'In force',
    draft: 'Draft',
    facts: {
      people: 'People',
      attempts: 'Attempts that count',
      allCorrect: 'All correct',
      target: 'True number',
    },
    ties: 'Ties at the end of a prize',
    tie: (people, rank, places) => `${people} people share rank ${rank} for ${places} places`,
    noTies: 'None',
    both: (count) => `${count} people win under both`,
    only: (first, second) => `${first} only under the one in force, ${second} only under the draft`,
    table: 'Who wins under either',
    name: 'Participant',
    rank: 'Rank',
    points: 'Points',
    distance: 'Off by',
    time: 'Time',
    none: 'No paper has been scored yet.',
    prize: 'Prize',
    level: 'level',
    excluded: 'Not eligible',
    prizes: 'Prizes',
    given: (given, count) => `${given} of ${count} settled`,
    levelFor: (people) => `${people} stand level: a draw or the committee decides`,
    unconsidered: 'Not considered',
    codes: {
      no_prize_table:
        'There is no table of prizes for people yet: tried with 1, 2, 3 and 10 places.',
      scores_stay:
        'Papers keep their scores: another paper, time limit or way of scoring cannot be tried on old ones.',
      more_attempts: 'Attempts that the rulebook of the time did not allow are not there to count.',
      opening_hours: 'Opening hours: papers taken outside the new hours still count.',
      newly_allowed: 'Those who were refused at the time have no papers to count.',
      held_earlier: 'Prizes of earlier rounds are those really held; the rounds are not replayed.',
      other_rounds: 'Limits and predictions over the whole contest count within this round alone.',
      contest_prizes:
        'Prizes of the whole contest: one round alone is tried here, rounds do not add up.',
      invented_people:
        'Ages of invented people are guessed, organisations shared out by headcount: a picture only.',
      one_point_an_item:
        'Invented people get 1 point an item, without weights, deductions or bonus.',
      caps_beyond_round: 'Caps beyond one round: invented people hold no prizes yet.',
      spreading: 'Prizes for spreading: invented people invite nobody.',
      committee_and_guardians:
        'The committee and guardians’ consent: nobody is taken to be held up by them.',
      no_organisations: 'No organisations below the organiser’s: invented people belong nowhere.',
    },
  },
};

export default { vi, en };
