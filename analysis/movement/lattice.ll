; Kernels of lattice.py in LLVM's intermediate code. Made by tools/kernels.py: not to be edited.
; made from lattice.py, SHA-256 2396a1335559f17a5cda31d904671f1ea830865ae6028727b91c648cf948cb61
; by Python 3.11, Numba 0.68.1, llvmlite 0.50.0
declare double @llvm.sin.f64(double)

declare double @llvm.cos.f64(double)

declare double @llvm.fabs.f64(double)

define range(i64 0, 2) i64 @place_in_lattice(i64 %a0, i64 %a1, double %a2, ptr readonly %a3, ptr readonly %a4, ptr readonly %a5, ptr %a6, ptr %a7, ptr writeonly %a8, ptr writeonly %a9, ptr writeonly %a10) {
done:
  %.180205.not.i = icmp slt i64 %a0, 1
  br i1 %.180205.not.i, label %B2774.i, label %B118.lr.ph.i

B118.lr.ph.i:                                     ; preds = %done
  %.17.i.i = add nsw i64 %a1, -1
  br label %B118.i

B118.i:                                           ; preds = %B2775.i, %B118.lr.ph.i
  %east_m.0228.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %east_m.1.i, %B2775.i ]
  %lon0.0227.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %lon0.1.i, %B2775.i ]
  %lat0.0226.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %lat0.1.i, %B2775.i ]
  %cos_lam.0225.i = phi double [ 1.000000e+00, %B118.lr.ph.i ], [ %cos_lam.1.i, %B2775.i ]
  %sin_lam.0224.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %sin_lam.1.i, %B2775.i ]
  %cos_phi.0223.i = phi double [ 1.000000e+00, %B118.lr.ph.i ], [ %cos_phi.1.i, %B2775.i ]
  %sin_phi.0222.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %sin_phi.1.i, %B2775.i ]
  %lam.0221.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %lam.1.i, %B2775.i ]
  %phi.0220.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %phi.1.i, %B2775.i ]
  %sure.0219.i = phi double [ -1.000000e+00, %B118.lr.ph.i ], [ %sure.1.i, %B2775.i ]
  %pz0.0218.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %pz0.1.i, %B2775.i ]
  %py0.0217.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %py0.1.i, %B2775.i ]
  %px0.0216.i = phi double [ 0.000000e+00, %B118.lr.ph.i ], [ %px0.1.i, %B2775.i ]
  %reach.0215.i = phi double [ -1.000000e+00, %B118.lr.ph.i ], [ %reach.1.i, %B2775.i ]
  %last_key.0214.i = phi i64 [ -1, %B118.lr.ph.i ], [ %last_key.1.i, %B2775.i ]
  %here.0213.i = phi i64 [ -1, %B118.lr.ph.i ], [ %here.1.i, %B2775.i ]
  %face.0212.i = phi i64 [ 0, %B118.lr.ph.i ], [ %face.1.i, %B2775.i ]
  %unknown.0211.i = phi i64 [ 0, %B118.lr.ph.i ], [ %unknown.1.i, %B2775.i ]
  %edges.0210.i = phi i64 [ 0, %B118.lr.ph.i ], [ %edges.1.i, %B2775.i ]
  %hexagons.0209.i = phi i64 [ 0, %B118.lr.ph.i ], [ %hexagons.1.i, %B2775.i ]
  %.121.0207.i = phi i64 [ 0, %B118.lr.ph.i ], [ %.193.i, %B2775.i ]
  %.193.i = add nuw nsw i64 %.121.0207.i, 1
  %.223.i = getelementptr double, ptr %a3, i64 %.121.0207.i
  %.224.i = load double, ptr %.223.i, align 8, !noalias !0
  %.226.i = fsub double %.224.i, %lat0.0226.i
  %.227.i = fmul double %.226.i, 0x40FB25AED3893EAD
  %.230.i = getelementptr double, ptr %a4, i64 %.121.0207.i
  %.231.i = load double, ptr %.230.i, align 8, !noalias !0
  %.233.i = fsub double %.231.i, %lon0.0227.i
  %.235.i = fmul double %east_m.0228.i, %.233.i
  %.236.i = fmul double %.227.i, %.227.i
  %.237.i = fmul double %.235.i, %.235.i
  %.238.i = fadd double %.236.i, %.237.i
  %.240.i = fcmp olt double %.238.i, %reach.0215.i
  br i1 %.240.i, label %B216.i, label %B228.i

B216.i:                                           ; preds = %B118.i
  %.245.i = trunc i64 %here.0213.i to i32
  %.246.i = getelementptr i32, ptr %a9, i64 %.121.0207.i
  store i32 %.245.i, ptr %.246.i, align 4, !noalias !0
  br label %B2775.i

B228.i:                                           ; preds = %B118.i
  %0 = tail call double @llvm.fabs.f64(double %.224.i)
  %or.cond182.i = fcmp ugt double %0, 9.000000e+01
  %1 = tail call double @llvm.fabs.f64(double %.231.i)
  %2 = fcmp ugt double %1, 3.600000e+02
  %or.cond184.i = or i1 %or.cond182.i, %2
  br i1 %or.cond184.i, label %B324.i, label %B346.i

B324.i:                                           ; preds = %B228.i
  %.278.i = getelementptr i32, ptr %a9, i64 %.121.0207.i
  store i32 -2, ptr %.278.i, align 4, !noalias !0
  %.283.i = add nsw i64 %unknown.0211.i, 1
  br label %B2775.i

B346.i:                                           ; preds = %B228.i
  %.293.i = fmul double %.224.i, 0x3F91DF46A2529D39
  %.295.i = fsub double %.293.i, %phi.0220.i
  %.303.i = fmul double %.231.i, 0x3F91DF46A2529D39
  %.310.i = fcmp ogt double %.295.i, 5.000000e-03
  br i1 %.310.i, label %B514.i, label %B444.i

B444.i:                                           ; preds = %B346.i
  %.305.i = fsub double %.303.i, %lam.0221.i
  %.314.i = fcmp olt double %.295.i, -5.000000e-03
  %3 = tail call double @llvm.fabs.f64(double %.305.i)
  %4 = fcmp ogt double %3, 5.000000e-03
  %or.cond185.i = select i1 %.314.i, i1 true, i1 %4
  br i1 %or.cond185.i, label %B514.i, label %B746.i

B514.i:                                           ; preds = %B444.i, %B346.i
  %.338.i = tail call double @llvm.sin.f64(double %.293.i)
  %.342.i = tail call double @llvm.cos.f64(double %.293.i)
  %.346.i = tail call double @llvm.sin.f64(double %.303.i)
  %.350.i = tail call double @llvm.cos.f64(double %.303.i)
  br label %B746.i

B746.i:                                           ; preds = %B514.i, %B444.i
  %phi.2.i = phi double [ %.293.i, %B514.i ], [ %phi.0220.i, %B444.i ]
  %lam.2.i = phi double [ %.303.i, %B514.i ], [ %lam.0221.i, %B444.i ]
  %sin_phi.2.i = phi double [ %.338.i, %B514.i ], [ %sin_phi.0222.i, %B444.i ]
  %cos_phi.2.i = phi double [ %.342.i, %B514.i ], [ %cos_phi.0223.i, %B444.i ]
  %sin_lam.2.i = phi double [ %.346.i, %B514.i ], [ %sin_lam.0224.i, %B444.i ]
  %cos_lam.2.i = phi double [ %.350.i, %B514.i ], [ %cos_lam.0225.i, %B444.i ]
  %up.2.i = phi double [ 0.000000e+00, %B514.i ], [ %.295.i, %B444.i ]
  %about.2.i = phi double [ 0.000000e+00, %B514.i ], [ %.305.i, %B444.i ]
  %.360.i = fmul double %up.2.i, %up.2.i
  %.368.i = fdiv double %.360.i, 2.000000e+01
  %.369.i = fsub double 1.000000e+00, %.368.i
  %.371.i = fmul double %.360.i, %.369.i
  %.375.i = fdiv double %.371.i, 6.000000e+00
  %.376.i = fsub double 1.000000e+00, %.375.i
  %.378.i = fmul double %up.2.i, %.376.i
  %.385.i = fdiv double %.360.i, 3.000000e+01
  %.386.i = fsub double 1.000000e+00, %.385.i
  %.388.i = fmul double %.360.i, %.386.i
  %.392.i = fdiv double %.388.i, 2.400000e+01
  %.393.i = fsub double 5.000000e-01, %.392.i
  %.395.i = fmul double %.360.i, %.393.i
  %.396.i = fsub double 1.000000e+00, %.395.i
  %.399.i = fmul double %about.2.i, %about.2.i
  %.406.i = fdiv double %.399.i, 2.000000e+01
  %.407.i = fsub double 1.000000e+00, %.406.i
  %.409.i = fmul double %.399.i, %.407.i
  %.413.i = fdiv double %.409.i, 6.000000e+00
  %.414.i = fsub double 1.000000e+00, %.413.i
  %.416.i = fmul double %about.2.i, %.414.i
  %.423.i = fdiv double %.399.i, 3.000000e+01
  %.424.i = fsub double 1.000000e+00, %.423.i
  %.426.i = fmul double %.399.i, %.424.i
  %.430.i = fdiv double %.426.i, 2.400000e+01
  %.431.i = fsub double 5.000000e-01, %.430.i
  %.433.i = fmul double %.399.i, %.431.i
  %.434.i = fsub double 1.000000e+00, %.433.i
  %.436.i = fmul double %cos_phi.2.i, %.396.i
  %.438.i = fmul double %sin_phi.2.i, %.378.i
  %.439.i = fsub double %.436.i, %.438.i
  %.444.i = fmul double %cos_lam.2.i, %.434.i
  %.446.i = fmul double %sin_lam.2.i, %.416.i
  %.447.i = fsub double %.444.i, %.446.i
  %.449.i = fmul double %.439.i, %.447.i
  %.454.i = fmul double %sin_lam.2.i, %.434.i
  %.456.i = fmul double %cos_lam.2.i, %.416.i
  %.457.i = fadd double %.456.i, %.454.i
  %.459.i = fmul double %.439.i, %.457.i
  %.464.i = fmul double %sin_phi.2.i, %.396.i
  %.466.i = fmul double %cos_phi.2.i, %.378.i
  %.467.i = fadd double %.466.i, %.464.i
  %.473.i = fsub double %.449.i, %px0.0216.i
  %.477.i = fmul double %.473.i, %.473.i
  %.480.i = fsub double %.459.i, %py0.0217.i
  %.484.i = fmul double %.480.i, %.480.i
  %.485.i = fadd double %.477.i, %.484.i
  %.488.i = fsub double %.467.i, %pz0.0218.i
  %.492.i = fmul double %.488.i, %.488.i
  %.493.i = fadd double %.492.i, %.485.i
  %.498.i = fcmp ogt double %.493.i, %sure.0219.i
  br i1 %.498.i, label %B1158.if.i, label %B1346.i

B1306.i:                                          ; preds = %B1158.if.i
  %.712.i = fsub double %depth.3.i, %second.3.i
  %.713.i = fmul double %.712.i, 2.400000e-01
  %.721.i = fmul double %.712.i, %.713.i
  br label %B1346.i

B1346.i:                                          ; preds = %B1306.i, %B746.i
  %face.4.i = phi i64 [ %face.3.i, %B1306.i ], [ %face.0212.i, %B746.i ]
  %px0.2.i = phi double [ %.449.i, %B1306.i ], [ %px0.0216.i, %B746.i ]
  %py0.2.i = phi double [ %.459.i, %B1306.i ], [ %py0.0217.i, %B746.i ]
  %pz0.2.i = phi double [ %.467.i, %B1306.i ], [ %pz0.0218.i, %B746.i ]
  %sure.2.i = phi double [ %.721.i, %B1306.i ], [ %sure.0219.i, %B746.i ]
  %.728.idx.i = mul i64 %face.4.i, 72
  %.728.i = getelementptr i8, ptr %a5, i64 %.728.idx.i
  %.729.i = load double, ptr %.728.i, align 8, !noalias !0
  %.731.i = fmul double %.449.i, %.729.i
  %.734.i = getelementptr i8, ptr %.728.i, i64 8
  %.735.i = load double, ptr %.734.i, align 8, !noalias !0
  %.737.i = fmul double %.459.i, %.735.i
  %.738.i = fadd double %.731.i, %.737.i
  %.741.i = getelementptr i8, ptr %.728.i, i64 16
  %.742.i = load double, ptr %.741.i, align 8, !noalias !0
  %.744.i = fmul double %.467.i, %.742.i
  %.745.i = fadd double %.738.i, %.744.i
  %.750.i = getelementptr i8, ptr %.728.i, i64 24
  %.751.i = load double, ptr %.750.i, align 8, !noalias !0
  %.753.i = fmul double %.449.i, %.751.i
  %.756.i = getelementptr i8, ptr %.728.i, i64 32
  %.757.i = load double, ptr %.756.i, align 8, !noalias !0
  %.759.i = fmul double %.459.i, %.757.i
  %.760.i = fadd double %.753.i, %.759.i
  %.763.i = getelementptr i8, ptr %.728.i, i64 40
  %.764.i = load double, ptr %.763.i, align 8, !noalias !0
  %.766.i = fmul double %.467.i, %.764.i
  %.767.i = fadd double %.760.i, %.766.i
  %.772.i = fdiv double %.767.i, %.745.i
  %.775.i = getelementptr i8, ptr %.728.i, i64 48
  %.776.i = load double, ptr %.775.i, align 8, !noalias !0
  %.778.i = fmul double %.449.i, %.776.i
  %.783.i = getelementptr i8, ptr %.728.i, i64 56
  %.784.i = load double, ptr %.783.i, align 8, !noalias !0
  %.786.i = fmul double %.459.i, %.784.i
  %.789.i = fadd double %.778.i, %.786.i
  %.792.i = getelementptr i8, ptr %.728.i, i64 64
  %.793.i = load double, ptr %.792.i, align 8, !noalias !0
  %.795.i = fmul double %.467.i, %.793.i
  %.798.i = fadd double %.789.i, %.795.i
  %.803.i = fdiv double %.798.i, %.745.i
  %.804.i = fmul double %.803.i, 0x3FF279A74590331C
  %.809.i = fmul double %.804.i, 5.000000e-01
  %.810.i = fsub double %.772.i, %.809.i
  %.815.i = fneg double %.810.i
  %.817.i = fsub double %.815.i, %.804.i
  %.819.i = fadd double %.810.i, 0x4180000004000000
  %.5.i.i = fptosi double %.819.i to i64
  %.844.i = add nsw i64 %.5.i.i, -33554432
  %.849.i = fadd double %.804.i, 0x4180000004000000
  %.5.i187.i = fptosi double %.849.i to i64
  %.874.i = add nsw i64 %.5.i187.i, -33554432
  %.878.i = fadd double %.817.i, 0x4180000004000000
  %.5.i188.i = fptosi double %.878.i to i64
  %.903.i = add nsw i64 %.5.i188.i, -33554432
  %.903.neg.i = sub i64 33554432, %.5.i188.i
  %.909.i = sitofp i64 %.844.i to double
  %.910.i = fsub double %.810.i, %.909.i
  %.911.i = tail call double @llvm.fabs.f64(double %.910.i)
  %.917.i = sitofp i64 %.874.i to double
  %.918.i = fsub double %.804.i, %.917.i
  %.919.i = tail call double @llvm.fabs.f64(double %.918.i)
  %.924.i = sitofp i64 %.903.i to double
  %.925.i = fsub double %.817.i, %.924.i
  %.926.i = tail call double @llvm.fabs.f64(double %.925.i)
  %.932.i = fcmp ogt double %.911.i, %.919.i
  %.936.i = fcmp ogt double %.911.i, %.926.i
  %or.cond186.i = select i1 %.932.i, i1 %.936.i, i1 false
  br i1 %or.cond186.i, label %B2012.i, label %B2026.i

B2012.i:                                          ; preds = %B1346.i
  %reass.sub231.i = sub i64 %.903.neg.i, %.5.i187.i
  %.947.i = add i64 %reass.sub231.i, 33554432
  %.pre.i = sitofp i64 %.947.i to double
  %.pre236.i = fsub double %.810.i, %.pre.i
  br label %B2050.i

B2026.i:                                          ; preds = %B1346.i
  %.957.i = fcmp ogt double %.919.i, %.926.i
  br i1 %.957.i, label %B2038.i, label %B2050.i

B2038.i:                                          ; preds = %B2026.i
  %reass.sub.i = sub i64 %.903.neg.i, %.5.i.i
  %.966.i = add i64 %reass.sub.i, 33554432
  %.pre237.i = sitofp i64 %.966.i to double
  %.pre238.i = fsub double %.804.i, %.pre237.i
  %5 = add i64 %reass.sub.i, 67108864
  br label %B2050.i

B2050.i:                                          ; preds = %B2038.i, %B2026.i, %B2012.i
  %.983.pre-phi.i = phi double [ %.pre238.i, %B2038.i ], [ %.918.i, %B2026.i ], [ %.918.i, %B2012.i ]
  %.977.pre-phi.i = phi double [ %.910.i, %B2038.i ], [ %.910.i, %B2026.i ], [ %.pre236.i, %B2012.i ]
  %a0.2.i = phi i64 [ %.844.i, %B2038.i ], [ %.844.i, %B2026.i ], [ %.947.i, %B2012.i ]
  %b0.2.i = phi i64 [ %5, %B2038.i ], [ %.5.i187.i, %B2026.i ], [ %.5.i187.i, %B2012.i ]
  %.986.i = fmul double %.983.pre-phi.i, 5.000000e-01
  %.987.i = fadd double %.977.pre-phi.i, %.986.i
  %.988.i = tail call double @llvm.fabs.f64(double %.987.i)
  %.992.i = fmul double %.977.pre-phi.i, 5.000000e-01
  %.993.i = fadd double %.983.pre-phi.i, %.992.i
  %.994.i = tail call double @llvm.fabs.f64(double %.993.i)
  %.998.i = fsub double %.983.pre-phi.i, %.977.pre-phi.i
  %.999.i = fmul double %.998.i, 5.000000e-01
  %.1000.i = tail call double @llvm.fabs.f64(double %.999.i)
  %.1006.i = fcmp ogt double %.988.i, %.994.i
  %.988..994.i = select i1 %.1006.i, double %.988.i, double %.994.i
  %.1033.i = fcmp ogt double %.988..994.i, %.1000.i
  %"$phi2264.1.2.i" = select i1 %.1033.i, double %.988..994.i, double %.1000.i
  %.1059.i = fcmp ogt double %"$phi2264.1.2.i", 4.999990e-01
  br i1 %.1059.i, label %B2294.i, label %B2322.i

B2294.i:                                          ; preds = %B2050.i
  %.1074.i = getelementptr i32, ptr %a9, i64 %.121.0207.i
  store i32 -1, ptr %.1074.i, align 4, !noalias !0
  %.1079.i = add nsw i64 %edges.0210.i, 1
  br label %B2775.i

B2322.i:                                          ; preds = %B2050.i
  %.1092.i = shl i64 %face.4.i, 52
  %.1120.i = shl i64 %a0.2.i, 26
  %.1121.i = add i64 %.1120.i, 2251799813685248
  %.1122.i = or i64 %b0.2.i, %.1092.i
  %.1151.i = or i64 %.1122.i, %.1121.i
  %.1157.not.i = icmp eq i64 %.1151.i, %last_key.0214.i
  br i1 %.1157.not.i, label %B2608.i, label %B2446.i

B2446.i:                                          ; preds = %B2322.i
  %.14.i.i = mul nsw i64 %.1151.i, -7046029254386353131
  %.15.i.i = ashr i64 %.14.i.i, 20
  %.18.i.i = and i64 %.15.i.i, %.17.i.i
  %.24.i.i = getelementptr i64, ptr %a6, i64 %.18.i.i
  %.25.i.i = load i64, ptr %.24.i.i, align 8, !noalias !3
  %.27.not.i.i = icmp eq i64 %.25.i.i, %.1151.i
  %.33.not.i.i = icmp eq i64 %.25.i.i, -1
  %or.cond.i.i = or i1 %.27.not.i.i, %.33.not.i.i
  br i1 %or.cond.i.i, label %place_in_lattice.19.exit.i, label %B90.i.i

B90.i.i:                                          ; preds = %B2446.i, %B90.i.i
  %place.1.i.i = phi i64 [ %.42.i.i, %B90.i.i ], [ %.18.i.i, %B2446.i ]
  %.39.i.i = add nsw i64 %place.1.i.i, 1
  %.42.i.i = and i64 %.39.i.i, %.17.i.i
  %.47.i.i = getelementptr i64, ptr %a6, i64 %.42.i.i
  %.48.i.i = load i64, ptr %.47.i.i, align 8, !noalias !3
  %.50.not.i.i = icmp eq i64 %.48.i.i, %.1151.i
  %.56.not.i.i = icmp eq i64 %.48.i.i, -1
  %or.cond14.i.i = or i1 %.50.not.i.i, %.56.not.i.i
  br i1 %or.cond14.i.i, label %place_in_lattice.19.exit.i, label %B90.i.i

place_in_lattice.19.exit.i:                       ; preds = %B90.i.i, %B2446.i
  %.1196.i = phi i64 [ %.25.i.i, %B2446.i ], [ %.48.i.i, %B90.i.i ]
  %place.0.i.i = phi i64 [ %.18.i.i, %B2446.i ], [ %.42.i.i, %B90.i.i ]
  %.1195.i = getelementptr i64, ptr %a6, i64 %place.0.i.i
  %.1197.i = icmp eq i64 %.1196.i, -1
  br i1 %.1197.i, label %B2504.i, label %B2588.i

B2504.i:                                          ; preds = %place_in_lattice.19.exit.i
  %.1200.i = shl nsw i64 %hexagons.0209.i, 1
  %.1202.not.i = icmp slt i64 %.1200.i, %a1
  br i1 %.1202.not.i, label %B2548.i, label %B2522.i

B2522.i:                                          ; preds = %B2504.i
  store i64 %.121.0207.i, ptr %a10, align 8, !noalias !0
  br label %place_in_lattice.0.exit

B2548.i:                                          ; preds = %B2504.i
  store i64 %.1151.i, ptr %.1195.i, align 8, !noalias !0
  %.1286.i = trunc i64 %hexagons.0209.i to i32
  %.1287.i = getelementptr i32, ptr %a7, i64 %place.0.i.i
  store i32 %.1286.i, ptr %.1287.i, align 4, !noalias !0
  %.1292.i = getelementptr i64, ptr %a8, i64 %hexagons.0209.i
  store i64 %.121.0207.i, ptr %.1292.i, align 8, !noalias !0
  %.1295.i = add nsw i64 %hexagons.0209.i, 1
  br label %B2588.i

B2588.i:                                          ; preds = %B2548.i, %place_in_lattice.19.exit.i
  %hexagons.2.i = phi i64 [ %.1295.i, %B2548.i ], [ %hexagons.0209.i, %place_in_lattice.19.exit.i ]
  %.1301.i = getelementptr i32, ptr %a7, i64 %place.0.i.i
  %.1302.i = load i32, ptr %.1301.i, align 4, !noalias !0
  %.1303239.i = zext i32 %.1302.i to i64
  br label %B2608.i

B2608.i:                                          ; preds = %B2588.i, %B2322.i
  %hexagons.3.i = phi i64 [ %hexagons.2.i, %B2588.i ], [ %hexagons.0209.i, %B2322.i ]
  %here.2.i = phi i64 [ %.1303239.i, %B2588.i ], [ %here.0213.i, %B2322.i ]
  %last_key.2.i = phi i64 [ %.1151.i, %B2588.i ], [ %last_key.0214.i, %B2322.i ]
  %.1319.i = trunc i64 %here.2.i to i32
  %.1320.i = getelementptr i32, ptr %a9, i64 %.121.0207.i
  store i32 %.1319.i, ptr %.1320.i, align 4, !noalias !0
  %.1325.i = load double, ptr %.223.i, align 8, !noalias !0
  %.1331.i = load double, ptr %.230.i, align 8, !noalias !0
  %.1337.i = fmul double %.439.i, 0x40FB25AED3893EAD
  %.1341.i = fsub double 5.000000e-01, %"$phi2264.1.2.i"
  %.1345.i = fmul double %a2, %.1341.i
  %.1347.i = fmul double %.745.i, %.1345.i
  %.1349.i = fmul double %.745.i, %.1347.i
  %.1352.i = fmul double %.1349.i, 0x3FEF0A3D70A3D70A
  %.1357.i = fcmp olt double %.1352.i, 5.000000e+02
  %6 = fmul double %.1352.i, %.1352.i
  %"$phi2742.1.2.i" = select i1 %.1357.i, double %6, double 2.500000e+05
  %.1377.i = fcmp ogt double %.439.i, 1.700000e-01
  %"$phi2768.1.2.i" = select i1 %.1377.i, double %"$phi2742.1.2.i", double -1.000000e+00
  br label %B2775.i

B2774.i:                                          ; preds = %B2775.i, %done
  %hexagons.0.lcssa.i = phi i64 [ 0, %done ], [ %hexagons.1.i, %B2775.i ]
  %edges.0.lcssa.i = phi i64 [ 0, %done ], [ %edges.1.i, %B2775.i ]
  %unknown.0.lcssa.i = phi i64 [ 0, %done ], [ %unknown.1.i, %B2775.i ]
  store i64 %a0, ptr %a10, align 8, !noalias !0
  %.1465.i = getelementptr i8, ptr %a10, i64 8
  store i64 %hexagons.0.lcssa.i, ptr %.1465.i, align 8, !noalias !0
  %.1471.i = getelementptr i8, ptr %a10, i64 16
  store i64 %edges.0.lcssa.i, ptr %.1471.i, align 8, !noalias !0
  br label %place_in_lattice.0.exit

B2775.i:                                          ; preds = %B2608.i, %B2294.i, %B324.i, %B216.i
  %hexagons.1.i = phi i64 [ %hexagons.0209.i, %B216.i ], [ %hexagons.0209.i, %B2294.i ], [ %hexagons.3.i, %B2608.i ], [ %hexagons.0209.i, %B324.i ]
  %edges.1.i = phi i64 [ %edges.0210.i, %B216.i ], [ %.1079.i, %B2294.i ], [ %edges.0210.i, %B2608.i ], [ %edges.0210.i, %B324.i ]
  %unknown.1.i = phi i64 [ %unknown.0211.i, %B216.i ], [ %unknown.0211.i, %B2294.i ], [ %unknown.0211.i, %B2608.i ], [ %.283.i, %B324.i ]
  %face.1.i = phi i64 [ %face.0212.i, %B216.i ], [ %face.4.i, %B2294.i ], [ %face.4.i, %B2608.i ], [ %face.0212.i, %B324.i ]
  %here.1.i = phi i64 [ %here.0213.i, %B216.i ], [ %here.0213.i, %B2294.i ], [ %here.2.i, %B2608.i ], [ %here.0213.i, %B324.i ]
  %last_key.1.i = phi i64 [ %last_key.0214.i, %B216.i ], [ %last_key.0214.i, %B2294.i ], [ %last_key.2.i, %B2608.i ], [ %last_key.0214.i, %B324.i ]
  %reach.1.i = phi double [ %reach.0215.i, %B216.i ], [ -1.000000e+00, %B2294.i ], [ %"$phi2768.1.2.i", %B2608.i ], [ %reach.0215.i, %B324.i ]
  %px0.1.i = phi double [ %px0.0216.i, %B216.i ], [ %px0.2.i, %B2294.i ], [ %px0.2.i, %B2608.i ], [ %px0.0216.i, %B324.i ]
  %py0.1.i = phi double [ %py0.0217.i, %B216.i ], [ %py0.2.i, %B2294.i ], [ %py0.2.i, %B2608.i ], [ %py0.0217.i, %B324.i ]
  %pz0.1.i = phi double [ %pz0.0218.i, %B216.i ], [ %pz0.2.i, %B2294.i ], [ %pz0.2.i, %B2608.i ], [ %pz0.0218.i, %B324.i ]
  %sure.1.i = phi double [ %sure.0219.i, %B216.i ], [ %sure.2.i, %B2294.i ], [ %sure.2.i, %B2608.i ], [ %sure.0219.i, %B324.i ]
  %phi.1.i = phi double [ %phi.0220.i, %B216.i ], [ %phi.2.i, %B2294.i ], [ %phi.2.i, %B2608.i ], [ %phi.0220.i, %B324.i ]
  %lam.1.i = phi double [ %lam.0221.i, %B216.i ], [ %lam.2.i, %B2294.i ], [ %lam.2.i, %B2608.i ], [ %lam.0221.i, %B324.i ]
  %sin_phi.1.i = phi double [ %sin_phi.0222.i, %B216.i ], [ %sin_phi.2.i, %B2294.i ], [ %sin_phi.2.i, %B2608.i ], [ %sin_phi.0222.i, %B324.i ]
  %cos_phi.1.i = phi double [ %cos_phi.0223.i, %B216.i ], [ %cos_phi.2.i, %B2294.i ], [ %cos_phi.2.i, %B2608.i ], [ %cos_phi.0223.i, %B324.i ]
  %sin_lam.1.i = phi double [ %sin_lam.0224.i, %B216.i ], [ %sin_lam.2.i, %B2294.i ], [ %sin_lam.2.i, %B2608.i ], [ %sin_lam.0224.i, %B324.i ]
  %cos_lam.1.i = phi double [ %cos_lam.0225.i, %B216.i ], [ %cos_lam.2.i, %B2294.i ], [ %cos_lam.2.i, %B2608.i ], [ %cos_lam.0225.i, %B324.i ]
  %lat0.1.i = phi double [ %lat0.0226.i, %B216.i ], [ %lat0.0226.i, %B2294.i ], [ %.1325.i, %B2608.i ], [ %lat0.0226.i, %B324.i ]
  %lon0.1.i = phi double [ %lon0.0227.i, %B216.i ], [ %lon0.0227.i, %B2294.i ], [ %.1331.i, %B2608.i ], [ %lon0.0227.i, %B324.i ]
  %east_m.1.i = phi double [ %east_m.0228.i, %B216.i ], [ %east_m.0228.i, %B2294.i ], [ %.1337.i, %B2608.i ], [ %east_m.0228.i, %B324.i ]
  %exitcond234.not.i = icmp eq i64 %.193.i, %a0
  br i1 %exitcond234.not.i, label %B2774.i, label %B118.i

B1158.if.i:                                       ; preds = %B746.i, %B1158.if.i
  %second.2204.i = phi double [ %second.3.i, %B1158.if.i ], [ -2.000000e+00, %B746.i ]
  %depth.2203.i = phi double [ %depth.3.i, %B1158.if.i ], [ -2.000000e+00, %B746.i ]
  %face.2202.i = phi i64 [ %face.3.i, %B1158.if.i ], [ %face.0212.i, %B746.i ]
  %.539.0201.i = phi i64 [ %.608.i, %B1158.if.i ], [ 0, %B746.i ]
  %.608.i = add nuw nsw i64 %.539.0201.i, 1
  %.639.idx.i = mul nuw nsw i64 %.539.0201.i, 72
  %.639.i = getelementptr i8, ptr %a5, i64 %.639.idx.i
  %.640.i = load double, ptr %.639.i, align 8, !noalias !0
  %.642.i = fmul double %.449.i, %.640.i
  %.647.i = getelementptr i8, ptr %.639.i, i64 8
  %.648.i = load double, ptr %.647.i, align 8, !noalias !0
  %.650.i = fmul double %.459.i, %.648.i
  %.651.i = fadd double %.642.i, %.650.i
  %.656.i = getelementptr i8, ptr %.639.i, i64 16
  %.657.i = load double, ptr %.656.i, align 8, !noalias !0
  %.659.i = fmul double %.467.i, %.657.i
  %.660.i = fadd double %.651.i, %.659.i
  %.666.i = fcmp ogt double %.660.i, %depth.2203.i
  %.686.i = fcmp ogt double %.660.i, %second.2204.i
  %second.4.i = select i1 %.686.i, double %.660.i, double %second.2204.i
  %face.3.i = select i1 %.666.i, i64 %.539.0201.i, i64 %face.2202.i
  %depth.3.i = select i1 %.666.i, double %.660.i, double %depth.2203.i
  %second.3.i = select i1 %.666.i, double %depth.2203.i, double %second.4.i
  %exitcond.not.i = icmp eq i64 %.608.i, 20
  br i1 %exitcond.not.i, label %B1306.i, label %B1158.if.i

place_in_lattice.0.exit:                          ; preds = %B2522.i, %B2774.i
  %.sink.i = phi i64 [ 24, %B2774.i ], [ 8, %B2522.i ]
  %unknown.0.lcssa.sink.i = phi i64 [ %unknown.0.lcssa.i, %B2774.i ], [ %hexagons.0209.i, %B2522.i ]
  %storemerge181.i = phi i64 [ 1, %B2774.i ], [ 0, %B2522.i ]
  %.1477.i = getelementptr i8, ptr %a10, i64 %.sink.i
  store i64 %unknown.0.lcssa.sink.i, ptr %.1477.i, align 8, !noalias !0
  ret i64 %storemerge181.i
}

!0 = !{!1}
!1 = distinct !{!1, !2, !"place_in_lattice.0: %retptr"}
!2 = distinct !{!2, !"place_in_lattice.0"}
!3 = !{!4, !1}
!4 = distinct !{!4, !5, !"place_in_lattice.19: %retptr"}
!5 = distinct !{!5, !"place_in_lattice.19"}
