// The visitor made of lambdas, for exhaustive visits of closed variants.
#pragma once

namespace clerk {

template <class... Fs>
struct overloaded : Fs... {
    using Fs::operator()...;
};

template <class... Fs>
overloaded(Fs...) -> overloaded<Fs...>;

}  // namespace clerk
