"""The commands and environments of TeX that both mathra and Anki's MathJax (3.2) know; a test asks both.

For some that are written often and that one of them lacks: what to write instead. And where a group in braces ends.
"""

import re
from collections.abc import Mapping

# Where a gap is in a formula: as wide whatever its answer is.
BLANK = r"\boxed{\phantom{\Big|xxxxx}}"
# What stands in braces, with braces in it, and in these.
GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)

COMMANDS = frozenset(
    """
Bbb Bbbk Big Bigg Biggl Biggm Biggr Bigl Bigm Bigr Box Braket Bumpeq Cap Coloneqq Cup Delta Diamond Doteq Downarrow
Finv Game Gamma Im Join LaTeX Lambda Leftarrow Leftrightarrow Lleftarrow Longleftarrow Longleftrightarrow
Longrightarrow Lsh Omega Phi Pi Pr Psi Re Rightarrow Rrightarrow Rsh S Set Sigma Subset Supset TeX Theta Uparrow
Updownarrow Upsilon Vdash Vert Vvdash Xi acute aleph alpha amalg angle approx approxeq arccos arcsin arctan arg ast
asymp atop backprime backsim backsimeq backslash bar barwedge bcancel because beta beth between bf big bigcap bigcirc
bigcup bigg biggl biggm biggr bigl bigm bigodot bigoplus bigotimes bigr bigsqcup bigstar bigtriangledown bigtriangleup
biguplus bigvee bigwedge binom blacklozenge blacksquare blacktriangle blacktriangledown blacktriangleleft
blacktriangleright bmod boldsymbol bot bowtie boxdot boxed boxminus boxplus boxtimes bra brace brack braket breve
bullet bumpeq cal cancel cancelto cap cases cdot cdots ce celsius centerdot centernot cfrac check checkmark chi choose
circ circeq circlearrowleft circlearrowright circledS circledast circledcirc circleddash clap clubsuit colon coloneq
coloneqq color colorbox complement cong coprod cos cosh cot coth csc cup curlyeqprec curlyeqsucc curlyvee curlywedge
curvearrowleft curvearrowright dagger daleth dashleftarrow dashrightarrow dashv dbinom ddagger ddddot dddot ddot ddots
deg degree delta det dfrac diagdown diagup diamond diamondsuit digamma dim displaystyle div divideontimes dot doteq
doteqdot dotplus dots dotsb dotsc dotsi dotsm dotso doublebarwedge doublecap doublecup downarrow downdownarrows
downharpoonleft downharpoonright ell emptyset enspace epsilon eqcirc eqcolon eqqcolon eqsim eqslantgtr eqslantless
equiv eta eth exists exp fallingdotseq fbox fcolorbox flat forall frac framebox frown gamma gcd ge genfrac geq geqq
geqslant gets gg ggg gggtr gimel gnapprox gneq gneqq gnsim grave gt gtrapprox gtrdot gtreqless gtrless gtrsim
gvertneqq hat hbar hbox heartsuit hfill hline hookleftarrow hookrightarrow hphantom hslash hspace idotsint iff iiiint
iiint iint imath impliedby implies in inf infty int intercal iota it jmath kappa ker ket ketbra lVert lambda land
langle lbrace lbrack lceil ldots le leadsto left leftarrow leftarrowtail leftharpoondown leftharpoonup leftleftarrows
leftrightarrow leftrightarrows leftrightharpoons leftrightsquigarrow leftthreetimes leq leqq leqslant lessapprox
lessdot lesseqgtr lessgtr lesssim lfloor lg lhd lim liminf limits limsup ll llap llcorner lll llless ln lnapprox lneq
lneqq lnot lnsim log longleftarrow longleftrightarrow longmapsto longrightarrow looparrowleft looparrowright lor
lozenge lrcorner lt ltimes lvert lvertneqq mapsto mathbb mathbf mathbfit mathbin mathcal mathclap mathclose mathfrak
mathinner mathit mathllap mathnormal mathop mathopen mathord mathpunct mathrel mathring mathrlap mathrm mathscr mathsf
mathstrut mathtt mathup matrix max mbox measuredangle mho micro mid middle min mit mod models mp mu multimap
nLeftarrow nLeftrightarrow nRightarrow nVDash nVdash nabla natural ncong ne nearrow neg negmedspace negthickspace
negthinspace neq newline nexists ngeq ngeqq ngeqslant ngtr ni nleftarrow nleftrightarrow nleq nleqq nleqslant nless
nmid nobreakspace nolimits nonscript not notin nparallel nprec npreceq nrightarrow nshortmid nshortparallel nsim
nsubseteq nsubseteqq nsucc nsucceq nsupseteq nsupseteqq ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq
nu nvDash nvdash nwarrow odot ohm oint omega omicron ominus operatorname oplus oslash otimes over overbrace
overbracket overleftarrow overleftrightarrow overline overparen overrightarrow overset owns parallel partial perp
phantom phi pi pitchfork pm pmatrix pmb pmod pod prec precapprox preccurlyeq preceq precnapprox precneqq precnsim
precsim prime prod propto psi pu qquad quad rVert rangle rbrace rbrack rceil restriction rfloor rgroup rhd
rho right rightarrow rightarrowtail rightharpoondown rightharpoonup rightleftarrows rightleftharpoons rightrightarrows
rightsquigarrow rightthreetimes risingdotseq rlap rm rmoustache root rparen rtimes rvert scriptscriptstyle scriptstyle
searrow sec set setminus sf sharp shortmid shortparallel sideset sigma sim simeq sin sinh smallfrown smallint
smallsetminus smallsmile smash smile spadesuit sphericalangle sqcap sqcup sqrt sqsubset sqsubseteq sqsupset sqsupseteq
square stackrel star strut subset subseteq subseteqq subsetneq subsetneqq substack succ succapprox succcurlyeq succeq
succnapprox succneqq succnsim succsim sum sup supset supseteq supseteqq supsetneq supsetneqq surd swarrow symbf symit
symrm tan tanh tau tbinom text textbackslash textbf textcent textcolor textcopyright textdegree texteuro textgreater
textit textless textmu textnormal textperthousand textregistered textrm textsf textsterling textstyle texttt textup
tfrac therefore theta thickapprox thicksim thinspace tilde times to top triangle triangledown triangleleft
trianglelefteq triangleq triangleright trianglerighteq tt twoheadleftarrow twoheadrightarrow ulcorner underbrace
underbracket underleftarrow underleftrightarrow underline underparen underrightarrow underset unlhd unrhd upalpha
uparrow upbeta upchi updelta updownarrow upepsilon upeta upgamma upharpoonleft upharpoonright upiota upkappa uplambda
uplus upmu upnu upomega upphi uppi uppsi uprho upsigma upsilon uptau uptheta upuparrows upupsilon upxi upzeta urcorner
vDash varepsilon varkappa varnothing varphi varpi varpropto varrho varsigma varsubsetneq varsubsetneqq varsupsetneq
varsupsetneqq vartheta vartriangle vartriangleleft vartriangleright vdash vdots vec vee veebar vert vphantom wedge
widehat widetilde wp wr xLeftarrow xLeftrightarrow xRightarrow xcancel xhookrightarrow xi xleftarrow xleftrightarrow
xleftrightharpoons xlongequal xmapsto xrightarrow xrightleftharpoons yen zeta
""".split()  # noqa: SIM905 - a line a name would be seven hundred lines
)
ENVIRONMENTS = frozenset(
    """
Bmatrix Vmatrix align align* alignat alignat* aligned alignedat array bmatrix cases dcases gather gather* gathered
matrix pmatrix rcases smallmatrix split vmatrix
""".split()  # noqa: SIM905 - as above
)
_LEFT_OUT = "leave it out: formulas have no numbers here"
_DISPLAY = r"leave it out: what stands in \[ \] is in a paragraph of its own"
_LINES = r"write \begin{align*}"
MEANT: Mapping[str, str] = {
    **{letter: rf"write \mathbb{{{letter}}}" for letter in "CNQRZ"},
    **dict.fromkeys(("label", "nonumber", "notag", "ref", "tag"), _LEFT_OUT),
    **dict.fromkeys(("displaymath", "equation", "equation*", "math"), _DISPLAY),
    **dict.fromkeys(("eqnarray", "eqnarray*", "multline", "multline*"), _LINES),
    **dict.fromkeys(("mathbbm", "mathds"), r"write \mathbb"),
    "abs": r"write \left|x\right|",
    "bm": r"write \boldsymbol",
    "ch": r"write \ce",
    "chemfig": "show it by a picture in media/",
    "dd": r"write \mathrm{d}",
    "norm": r"write \left\|x\right\|",
}


def closing_brace(tex: str, opening: int) -> int:
    """Return where the group closes that a brace opens at a place; the end of the formula if it does not."""
    depth = 0
    for brace in _BRACE.finditer(tex, opening):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return brace.start()
    return len(tex)
