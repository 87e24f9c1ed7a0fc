#include "sim/run.hpp"

#include "sim/checker.hpp"
#include "sim/shop_file.hpp"
#include "sim/stop.hpp"

#include <iostream>

namespace clerk::sim {

namespace {

struct Named {
    const char* name;
    std::uint64_t Figures::*figure;
};

constexpr Named all_figures[] = {
    {"batches", &Figures::batches},
    {"inputs", &Figures::inputs},
    {"frames", &Figures::frames},
    {"calls struck", &Figures::struck},
    {"crashes", &Figures::crashes},
    {"restarts", &Figures::restarts},
    {"reloads", &Figures::reloads},
    {"lines ended", &Figures::cuts},
    {"conversations", &Figures::conversations},
    {"tickets", &Figures::tickets},
    {"returns", &Figures::returns},
    {"complaints", &Figures::complaints},
};

}  // namespace

void Figures::add(const Figures& other) {
    for (const Named& one : all_figures)
        this->*one.figure += other.*one.figure;
}

void Figures::print(std::ostream& out) const {
    for (const Named& one : all_figures)
        out << one.name << " " << this->*one.figure << "; ";
    out << "\n";
}

Outcome run(Plan plan) {
    World world(std::move(plan));
    try {
        world.run();
    } catch (const std::runtime_error& why) {  // see stop()
        return {{why.what()}, world.trace(), world.figures()};
    }
    const ShopFile file = must(read_shop_file(world.file()), "reading the file");
    Outcome out{check(world.journal(), file), world.trace(), world.figures()};
    out.figures.conversations = file.conversations.size();
    out.figures.tickets = file.tickets.size();
    out.figures.returns = file.returns.size();
    out.figures.complaints = file.complaints.size();
    return out;
}

std::uint64_t run_seeds(std::uint64_t first, std::uint64_t count, Figures& sum) {
    std::uint64_t bad = 0;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const Outcome out = run({.seed = seed});
        for (const std::string& wrong : out.wrong) {
            std::cerr << "seed " << seed << ": " << wrong << "\n";
        }
        bad += out.wrong.empty() ? 0 : 1;
        sum.add(out.figures);
    }
    std::cerr << count << " seeds from " << first << ", " << bad << " went wrong; ";
    sum.print(std::cerr);
    return bad;
}

}  // namespace clerk::sim
