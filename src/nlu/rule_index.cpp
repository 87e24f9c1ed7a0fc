#include "nlu/rule_index.hpp"

#include <algorithm>
#include <unordered_map>

namespace clerk::nlu {
namespace {

using IdSet = std::vector<std::uint32_t>;

constexpr std::size_t long_from = 9;  // atoms: below, looking at them is no more work

// Atoms as numbers, with how many rules name each.
struct Numbered {
    std::vector<std::string> atoms;
    std::vector<std::uint32_t> uses;
    std::vector<std::vector<IdSet>> needs;  // by rule
};

Numbered number(const std::vector<std::vector<AtomSet>>& needs) {
    Numbered result;
    std::unordered_map<std::string, std::uint32_t> ids;
    for (const std::vector<AtomSet>& rule : needs) {
        std::vector<IdSet>& sets = result.needs.emplace_back();
        for (const AtomSet& set : rule) {
            IdSet& numbers = sets.emplace_back();
            for (const std::string& atom : set) {
                const auto fresh = static_cast<std::uint32_t>(result.atoms.size());
                const auto [found, added] = ids.try_emplace(atom, fresh);
                if (added) {
                    result.atoms.push_back(atom);
                    result.uses.push_back(0);
                }
                ++result.uses[found->second];
                numbers.push_back(found->second);
            }
        }
    }
    return result;
}

}  // namespace

RuleIndex::RuleIndex(const std::vector<std::vector<AtomSet>>& needs) {
    Numbered numbered = number(needs);
    const auto cost = [&](const IdSet& set) {
        std::uint64_t total = 0;
        for (const std::uint32_t atom : set)
            total += numbered.uses[atom];
        return total;
    };
    std::vector<std::vector<Entry>> filed(numbered.atoms.size());
    LongSets long_sets;
    atom_count_ = numbered.atoms.size();
    for (std::uint32_t rule = 0; rule < numbered.needs.size(); ++rule) {
        std::vector<IdSet>& sets = numbered.needs[rule];
        if (sets.empty()) {
            always_.push_back(rule);
            continue;
        }
        std::stable_sort(sets.begin(), sets.end(), [&](const IdSet& a, const IdSet& b) {
            return cost(a) < cost(b);
        });
        std::uint32_t check = no_check;
        if (sets.size() > 1) {
            check = static_cast<std::uint32_t>(checks_.size());
            add_checks(std::span(sets).subspan(1), long_sets);
        }
        for (const std::uint32_t atom : sets[0])
            filed[atom].push_back({rule, check});
    }
    for (const std::vector<Entry>& entries : filed) {
        first_entry_.push_back(static_cast<std::uint32_t>(entries_.size()));
        entries_.insert(entries_.end(), entries.begin(), entries.end());
    }
    first_entry_.push_back(static_cast<std::uint32_t>(entries_.size()));
    set_count_ = long_sets.size();
    std::vector<std::vector<std::uint32_t>> sets_of(atom_count_);
    for (const auto& [set, place] : long_sets) {
        for (const std::uint32_t atom : set)
            sets_of[atom].push_back(place);
    }
    for (const std::vector<std::uint32_t>& sets : sets_of) {
        first_set_.push_back(static_cast<std::uint32_t>(sets_.size()));
        sets_.insert(sets_.end(), sets.begin(), sets.end());
    }
    first_set_.push_back(static_cast<std::uint32_t>(sets_.size()));
    for (const std::string& atom : numbered.atoms)
        atom_bytes_.push_back(static_cast<std::uint32_t>(atom.size()));
    atoms_ = Atoms(numbered.atoms);
    for (auto* numbers : {&atom_bytes_, &first_entry_, &first_set_, &sets_, &checks_, &always_})
        numbers->shrink_to_fit();
    entries_.shrink_to_fit();
}

void RuleIndex::add_checks(std::span<const std::vector<std::uint32_t>> sets, LongSets& known) {
    for (const std::vector<std::uint32_t>& set : sets) {
        if (set.size() < long_from) {
            checks_.push_back(static_cast<std::uint32_t>(set.size()));
            checks_.insert(checks_.end(), set.begin(), set.end());
            continue;
        }
        const auto fresh = static_cast<std::uint32_t>(atom_count_ + known.size());
        checks_.push_back(1);
        checks_.push_back(known.try_emplace(set, fresh).first->second);
    }
    checks_.push_back(0);
}

bool RuleIndex::passes(std::uint32_t check, const Work& work) const {
    if (check == no_check) return true;
    for (const std::uint32_t* set = checks_.data() + check; *set != 0; set += *set + 1) {
        const bool met = std::any_of(set + 1, set + 1 + *set, [&](std::uint32_t atom) {
            return work.met[atom] == work.call;
        });
        if (!met) return false;
    }
    return true;
}

void RuleIndex::look(std::string_view text, std::vector<Sighting>& seen) const {
    seen.clear();
    if (atom_count_ == 0) return;
    atoms_.scan(text, [&](std::uint32_t atom, std::size_t end) {
        const auto at = static_cast<std::uint32_t>(end);
        seen.push_back({atom, {at - atom_bytes_[atom], at}});
    });
}

void RuleIndex::meet(std::span<const Sighting> seen, Span part, Work& work) const {
    if (++work.call == 0) {
        work.met.clear();
        work.call = 1;
    }
    const std::size_t places = atom_count_ + set_count_;
    if (work.met.size() < places) work.met.resize(places, 0);
    work.atoms.clear();
    std::uint32_t* met = work.met.data();
    for (const auto& [atom, span] : seen) {
        if (span.begin < part.begin || span.end > part.end || met[atom] == work.call) continue;
        met[atom] = work.call;
        work.atoms.push_back(atom);
        const std::uint32_t* last = sets_.data() + first_set_[atom + 1];
        for (const std::uint32_t* set = sets_.data() + first_set_[atom]; set != last; ++set)
            met[*set] = work.call;
    }
}

void RuleIndex::candidates(
    std::span<const Sighting> seen,
    Span part,
    Range rules,
    Work& work,
    std::vector<std::uint32_t>& found
) const {
    found.clear();
    for (const std::uint32_t rule : always_) {
        if (rule >= rules.first && rule < rules.last) found.push_back(rule);
    }
    meet(seen, part, work);
    for (const std::uint32_t atom : work.atoms) {
        const Entry* last = entries_.data() + first_entry_[atom + 1];
        for (const Entry* entry = entries_.data() + first_entry_[atom]; entry != last; ++entry) {
            if (entry->rule >= rules.last) break;
            if (entry->rule < rules.first || !passes(entry->check, work)) continue;
            found.push_back(entry->rule);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
}

void RuleIndex::candidates(std::string_view text, Work& work, std::vector<std::uint32_t>& found)
    const {
    look(text, work.sightings);
    const Span all{0, static_cast<std::uint32_t>(text.size())};
    candidates(work.sightings, all, {}, work, found);
}

std::size_t RuleIndex::bytes() const {
    return atoms_.bytes() + (atom_bytes_.size() + first_entry_.size()) * sizeof(std::uint32_t)
           + entries_.size() * sizeof(Entry)
           + (checks_.size() + first_set_.size() + sets_.size()) * sizeof(std::uint32_t);
}

}  // namespace clerk::nlu
